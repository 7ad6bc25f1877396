using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.AccessTokens;

internal sealed class AccessTokenReader(OwnAccessTokens own, LiveAccessTokens live, ResourceProofs proofs, IHouse house, DetailsDesk details, IOptions<OpenIdProviderOptions> options, TimeProvider clock) : IAccessTokenReader
{
    public async ValueTask<AccessTokenReading> ReadAsync(HttpRequest request, string? audience, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TokenCredential.InHeader(request).Failed(out var breach, out var presented)
            ? new AccessTokenReading.Refused(breach)
            : await ReadAsync(request, presented, audience, ct).ConfigureAwait(false);
    }

    /// <summary>Reads a token that was taken out of its request.</summary>
    public async ValueTask<AccessTokenReading> ReadAsync(HttpRequest request, TokenCredential presented, string? audience, CancellationToken ct)
    {
        if (own.Find(presented.Text) is not { } token)
            return Refused(presented, "Not an unexpired access token of ours.");
        if (!string.Equals(token.Audience, audience ?? options.Value.Issuer, StringComparison.Ordinal))
            return Refused(presented, "The access token is for another audience.");
        // RFC 9449 §7.2: a bound token that comes without its key is a downgrade; and a bearer token proves no key.
        if (token.IsBound && !presented.WithProof)
            return new AccessTokenReading.Refused(PossessionChallenge.Beside(BearerErrors.InvalidToken("A bound access token was presented as a bearer token.")));
        if (presented.WithProof && !token.IsBound)
            return Refused(presented, "A bearer token was presented as a bound one.");
        var (found, reason) = await live.JudgeAsync(token, ct).ConfigureAwait(false);
        if (found is null)
            return Refused(presented, $"The access token does not count: {reason}.");
        if (token.Confirmation.Jkt is { } jkt && await proofs.BreachAsync(request, found.Client, presented.Text, jkt).ConfigureAwait(false) is { } unproven)
            return new AccessTokenReading.Refused(unproven);
        return new AccessTokenReading.Valid(token, found.Client, found.Grant?.Grant, found.Grant?.Standing);
    }

    public ProtocolError? StepUp(AccessTokenReading.Valid token, string? acr, TimeSpan? maxAge)
    {
        ArgumentNullException.ThrowIfNull(token);
        var authentication = token.Grant?.Entitlement.Authentication;
        var strong = acr is null || (authentication is not null && house.RankOf(authentication.Acr) >= house.RankOf(acr));
        var recent = maxAge is null || (authentication is not null && clock.GetUtcNow() - authentication.At <= maxAge);
        return strong && recent ? null : token.Refuse(BearerErrors.InsufficientUserAuthentication(acr, maxAge));
    }

    public JsonElement? DetailsOf(AccessTokenReading.Valid token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token is { Grant: { } grant, Standing: { } standing } ? details.Of(token.Token, token.Client, grant, standing) : null;
    }

    private static AccessTokenReading.Refused Refused(TokenCredential presented, string forLog) => new(presented.Refuse(BearerErrors.InvalidToken(forLog)));
}
