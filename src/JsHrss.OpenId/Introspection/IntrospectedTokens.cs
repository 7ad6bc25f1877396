using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token;

namespace JsHrss.OpenId.Introspection;

/// <summary>Finds the active token that a caller may know about. The hint is not needed: the form of a token tells its kind (RFC 7662 §2.1).</summary>
internal sealed class IntrospectedTokens(OwnAccessTokens own, LiveAccessTokens live, ILedger ledger, GrantJudge judge, SubjectNames names, DetailsDesk details, TimeProvider clock)
{
    /// <summary>Null: unknown, not active, or none of the caller's business.</summary>
    public async ValueTask<IntrospectedToken?> FindAsync(string text, Client caller, CancellationToken ct) =>
        Handle.Read(Keepsake.RefreshToken, text) is { } handle
            ? await FindRefreshTokenAsync(handle, caller, ct).ConfigureAwait(false)
            : await FindAccessTokenAsync(text, caller, ct).ConfigureAwait(false);

    private async ValueTask<IntrospectedToken?> FindAccessTokenAsync(string text, Client caller, CancellationToken ct)
    {
        if (own.Find(text) is not { } token)
            return null;
        if (token.Client != caller.Id && !caller.Audiences.Contains(token.Audience, StringComparer.Ordinal))
            return null;
        var (found, _) = await live.JudgeAsync(token, ct).ConfigureAwait(false);
        return found is null
            ? null
            : new IntrospectedToken(token.Client, token.Subject, token.Scopes, token.IssuedAt, Earlier(token.ExpiresAt, found.Grant?.NotAfter), token.Audience, token.Id, found.Grant)
            {
                Confirmation = token.Confirmation,
                AuthorizationDetails = found.Grant is { } served ? details.Of(token, found.Client, served.Grant, served.Standing) : null,
            };
    }

    /// <summary>A refresh token is between its client and us.</summary>
    private async ValueTask<IntrospectedToken?> FindRefreshTokenAsync(Handle handle, Client caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { SpentAt: null, Grant: { } grant } remembered
            || remembered.Client != caller.Id
            || remembered.ExpiresAt <= now
            || grant.IdleUntil <= now
            || judge.Judge(caller, grant, remembered.Standing).Served is not { } served)
        {
            return null;
        }

        var until = Earlier(Earlier(remembered.ExpiresAt, grant.IdleUntil), served.NotAfter);
        return new IntrospectedToken(caller.Id, names.Sub(grant, caller), grant.Entitlement.Scopes, grant.CreatedAt, until, null, null, served) { AuthorizationDetails = details.Of(caller, grant, served.Standing) };
    }

    private static DateTimeOffset Earlier(DateTimeOffset end, DateTimeOffset? bound) => bound < end ? bound.Value : end;
}
