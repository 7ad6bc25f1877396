using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>A resource is an absolute URI without fragment, and one the client may name.</summary>
internal sealed class ResourceIsRegistered : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 8707", "2");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct)
    {
        foreach (var resource in request.Parameters.All("resource"))
        {
            if (resource.Contains('#', StringComparison.Ordinal) || !Uri.TryCreate(resource, UriKind.Absolute, out _))
                return Breach.Of("invalid_target", "A resource must be an absolute URI without fragment.");
            if (!request.Client.Resources.Contains(resource, StringComparer.Ordinal))
                return Breach.Of("invalid_target", "A resource is unknown or not registered for this client.");
        }

        return Breach.None;
    }
}
