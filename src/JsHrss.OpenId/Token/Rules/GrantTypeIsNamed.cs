using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>A token request names its grant type.</summary>
internal sealed class GrantTypeIsNamed : IRule<TokenRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "4.1.3");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct) =>
        new(request.Form["grant_type"] is null ? ProtocolErrors.InvalidRequest("grant_type is missing.") : null);
}
