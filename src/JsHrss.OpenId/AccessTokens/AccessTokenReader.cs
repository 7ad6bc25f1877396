using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.AccessTokens;

internal sealed class AccessTokenReader(OwnAccessTokens own, LiveAccessTokens live, IHouse house, IOptions<OpenIdProviderOptions> options, TimeProvider clock) : IAccessTokenReader
{
    public async ValueTask<AccessTokenReading> ReadAsync(HttpRequest request, string? audience, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return BearerCredential.InHeader(request).Failed(out var breach, out var text)
            ? new AccessTokenReading.Refused(breach)
            : await ReadAsync(text, audience, ct).ConfigureAwait(false);
    }

    /// <summary>Reads a token that was taken out of its request.</summary>
    public async ValueTask<AccessTokenReading> ReadAsync(string text, string? audience, CancellationToken ct)
    {
        if (own.Find(text) is not { } token)
            return Refused("Not an unexpired access token of ours.");
        if (!string.Equals(token.Audience, audience ?? options.Value.Issuer, StringComparison.Ordinal))
            return Refused("The access token is for another audience.");
        var (found, reason) = await live.JudgeAsync(token, ct).ConfigureAwait(false);
        return found is null
            ? Refused($"The access token does not count: {reason}.")
            : new AccessTokenReading.Valid(token, found.Client, found.Grant?.Grant, found.Grant?.Standing);
    }

    public ProtocolError? StepUp(AccessTokenReading.Valid token, string? acr, TimeSpan? maxAge)
    {
        ArgumentNullException.ThrowIfNull(token);
        var authentication = token.Grant?.Entitlement.Authentication;
        var strong = acr is null || (authentication is not null && house.RankOf(authentication.Acr) >= house.RankOf(acr));
        var recent = maxAge is null || (authentication is not null && clock.GetUtcNow() - authentication.At <= maxAge);
        return strong && recent ? null : BearerErrors.InsufficientUserAuthentication(acr, maxAge);
    }

    private static AccessTokenReading.Refused Refused(string forLog) => new(BearerErrors.InvalidToken(forLog));
}
