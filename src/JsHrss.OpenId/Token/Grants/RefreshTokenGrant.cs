using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Token.Grants;

/// <summary>A refresh token is exchanged for new tokens of the same grant, or of less. It never adds a scope, an audience, or a later sign-in.</summary>
internal sealed class RefreshTokenGrant(
    ILedger ledger, GrantJudge judge, AudienceChoice audiences, RefreshTokens refreshTokens, DetailsDesk details, ContextSwitching switching, TimeProvider clock) : IGrantType
{
    public string Name => "refresh_token";

    public SpecRef Law { get; } = new("RFC 6749", "6");

    public async ValueTask<GrantDecision> DecideAsync(TokenRequest request, CancellationToken ct)
    {
        if (request.Form["refresh_token"] is not { } text)
            return ProtocolErrors.InvalidRequest("refresh_token is missing.");
        if (Handle.Read(Keepsake.RefreshToken, text) is not { } handle)
            return ProtocolErrors.InvalidGrant("The refresh token has not the form of one.");
        if (await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { Grant: { } grant } remembered)
            return ProtocolErrors.InvalidGrant("The refresh token is unknown.");

        // Whoever else holds it stole it (RFC 9700 §4.14, case RT-05).
        if (remembered.Client != request.Client.Id)
            return Misuse("refresh_token_of_another_client", grant, request);
        string? successor = null;
        if (remembered.SpentAt is { } spentAt)
        {
            // Whoever brings it without its key is not the one whose answer got lost (RFC 9449 §5).
            var found = GrantBinding.IsHeldBy(grant, request.Confirmation) ? await SuccessorWithinGraceAsync(remembered, spentAt, ct).ConfigureAwait(false) : null;
            var wentOver = grant.EndedBecause == ContextSwitching.Ended;
            // A rotated token that comes back was copied: the family ends, whoever holds the newest one (RFC 9700 §4.14.2, case RT-01).
            if (found is not var (kept, answered))
                return wentOver && !RefreshTokens.Rotate(request.Client, grant) ? OtherContext : Misuse("refresh_token_replayed", grant, request);
            // The lost answer was for one context: another tab that means a different one lost a race, and stole nothing.
            if ((wentOver || switching.HintOf(request) is not null) && !await switching.NamesContextOfAsync(request, kept.Grant!, ct).ConfigureAwait(false))
                return OtherContext;
            (remembered, grant, successor) = (kept, kept.Grant!, answered);
        }

        var now = clock.GetUtcNow();
        if ((successor is null && remembered.ExpiresAt <= now) || grant.IdleUntil <= now)
            return ProtocolErrors.InvalidGrant("The refresh token was not used for too long.");
        if (ScopesOf(grant, request).Failed(out var breach, out var scopes))
            return breach;
        if (GrantBinding.Breach(grant, request.Confirmation) is { } notHeld)
            return notHeld;
        if (audiences.Under(grant, request).Failed(out breach, out var audience))
            return breach;
        var judged = judge.Judge(request.Client, grant, remembered.Standing);
        if (judged.Served is not { } served)
            return new GrantDecision.Refused(ProtocolErrors.InvalidGrant($"The grant is not served: {judged.Reason}.")) { Changes = [GrantFacts.Denied(judged.Reason!, grant)] };

        if (successor is null && switching.HintOf(request) is not null && await switching.DecideAsync(request, remembered, served, [.. scopes], audience, ct).ConfigureAwait(false) is { } switched)
            return switched;
        if (details.Decide(request, served, [.. scopes], audience).Failed(out breach, out var given))
            return breach;
        var (changes, next) = successor is null ? Exchange(request, remembered, grant, now) : ([GrantFacts.Refreshed(grant)], successor);
        return new GrantDecision.Entitled(request.Client, given.Scopes, audience, request.Confirmation) { Grant = served, Details = given.Given, RefreshToken = next, Changes = changes };
    }

    /// <summary>
    /// An answer that got lost, or two tabs at once: for a few seconds the same client gets the same successor again,
    /// as long as that one is unused (storage design §3, case RT-02).
    /// </summary>
    private async ValueTask<(Remembered Kept, string Text)?> SuccessorWithinGraceAsync(Remembered rotated, DateTimeOffset spentAt, CancellationToken ct)
    {
        if (rotated.Successor is not { } key || spentAt + refreshTokens.Grace <= clock.GetUtcNow())
            return null;
        var (handle, text) = refreshTokens.Successor(rotated.Handle, key);
        var successor = await ledger.LookAtSuccessorAsync(key, ct).ConfigureAwait(false);
        return successor is { SpentAt: null, Grant: not null } && handle.Proves(successor.Handle.SecretDigest.Span) ? (successor, text) : null;
    }

    /// <summary>Rotating: spent, replaced. Kept: used, and nothing new to hand out.</summary>
    private (ImmutableArray<Change> Changes, string? Next) Exchange(TokenRequest request, Remembered remembered, Grant grant, DateTimeOffset now)
    {
        var client = request.Client;
        var idleEnd = refreshTokens.IdleEnd(grant, now);
        var changes = ImmutableArray.CreateBuilder<Change>(6);
        string? next = null;
        if (RefreshTokens.Rotate(client, grant))
        {
            // A key proven for the first time binds what is issued now (RFC 9449 §5); what it replaces was bound to nothing.
            var (after, binding) = GrantBinding.After(client, grant, request.Confirmation);
            (var keep, next) = refreshTokens.Next(remembered.Handle, after, client, now);
            changes.Add(new Change.Spend(remembered.Handle, client.Id, keep.Handle.Key));
            changes.Add(keep);
            changes.Add(new Change.Prolong(grant.Id, idleEnd));
            if (binding is not null)
                changes.Add(binding);
        }
        else
        {
            changes.Add(new Change.Use(remembered.Handle, client.Id, idleEnd));
        }

        // Work at a relying party keeps the session alive up to its absolute end; a background job with offline_access does not.
        if (grant is { Offline: false, Entitlement.Session: { } session })
            changes.Add(new Change.Touch(session, now));
        changes.Add(GrantFacts.Refreshed(grant));
        return (changes.ToImmutable(), next);
    }

    /// <summary>As granted, or the part of it that was asked for (RFC 6749 §6, case RT-06).</summary>
    private static Attempt<string[]> ScopesOf(Grant grant, TokenRequest request)
    {
        var granted = grant.ScopesFor(request.Client);
        if (request.Form["scope"] is not { } text)
            return granted.ToArray();
        return ScopeText.Read(text) is { } asked && asked.All(s => granted.Contains(s, StringComparer.Ordinal))
            ? asked.ToArray()
            : ProtocolErrors.InvalidScope("The scope goes beyond what was granted.");
    }

    private static ProtocolError OtherContext => ProtocolErrors.InvalidGrant("The refresh token went over into another context than this request means.");

    private static GrantDecision.Refused Misuse(string reason, Grant grant, TokenRequest request) =>
        new(ProtocolErrors.InvalidGrant($"The refresh token was misused: {reason}."))
        {
            Changes = GrantFacts.EndForMisuse(reason, grant, request.Client.Id),
        };
}
