using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>The client is registered for the grant type it uses.</summary>
internal sealed class ClientMayUseGrantType : IRule<TokenRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "5.2");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct) =>
        new(request.Client.GrantTypes.Contains(request.Form["grant_type"] ?? "", StringComparer.Ordinal)
            ? null
            : ProtocolErrors.UnauthorizedClient("The client is not registered for this grant_type."));
}
