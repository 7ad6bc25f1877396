using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>A client registered with <c>dpop_bound_access_tokens</c> gets no token without a proof of possession.</summary>
/// <remarks>Otherwise whoever stole a code or a refresh token of it could leave the proof out and have a bearer token.</remarks>
internal sealed class PossessionIsProven : IRule<TokenRequest>
{
    public SpecRef Law { get; } = new("RFC 9449", "5.2");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct) =>
        new(request.Client.DpopBoundAccessTokens && request.Confirmation.Jkt is null ? PossessionErrors.InvalidProof("it is missing, and this client must always send one") : null);
}
