using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>Every resource is an absolute URI without fragment.</summary>
internal sealed class ResourcesAreAbsolute : IRule<TokenRequest>
{
    private const int MaxLength = 2048;

    public SpecRef Law { get; } = new("RFC 8707", "2");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct) =>
        new(request.Form.Resources.All(IsAbsolute) ? null : ProtocolErrors.InvalidTarget("resource must be an absolute URI without fragment."));

    private static bool IsAbsolute(string resource) =>
        resource.Length <= MaxLength && !resource.Contains('#', StringComparison.Ordinal) && Uri.TryCreate(resource, UriKind.Absolute, out var uri) && resource.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase);
}
