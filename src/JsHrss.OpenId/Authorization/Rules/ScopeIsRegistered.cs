using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Every scope asked for is one the client is registered for.</summary>
/// <remarks>
/// A request without <c>openid</c> is plain OAuth and yields no ID token. A request without any scope is refused: the server has no
/// default that a client could have meant.
/// </remarks>
internal sealed class ScopeIsRegistered : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "3.3");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct)
    {
        var asked = SpaceDelimited.Values(request.Parameters["scope"]);
        if (asked.IsEmpty)
            return Breach.Of("invalid_scope", "scope is missing.");
        foreach (var scope in asked)
        {
            if (!request.Client.Scopes.Contains(scope, StringComparer.Ordinal))
                return Breach.Of("invalid_scope", "A scope is unknown or not registered for this client.");
        }

        return Breach.None;
    }
}
