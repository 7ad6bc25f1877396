using System.Collections.Immutable;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;
using SessionOptions = JsHrss.Accounts.Sessions.SessionOptions;

namespace JsHrss.IdP.Bridge;

/// <summary>
/// The session that a terminal's grant stands on where the app approved it: one of its own, with the approval as its proof. No browser holds it; its holder sees it among their sessions and ends it
/// there, and everything else that ends sessions ends it too.
/// </summary>
internal sealed class TerminalSessions(BeginSession begin, ReadSession read, EndSession end)
{
    public static Proof ProofOf(AppKeyId? key, DateTimeOffset now) => new(ProofMethod.AppQr, now, null, null, null) { AppKey = key };

    /// <summary>Null: the account is closed, or the key was removed meanwhile.</summary>
    public async ValueTask<SignedIn?> OpenAsync(AppHolder holder, AppKeyId? key, AuthorizationRequest request, DateTimeOffset now, CancellationToken ct)
    {
        if (await begin.HandleAsync(new SignInOutcome.Proven(holder.Person, ProofOf(key, now)), null, holder.Origin with { Client = request.Client.Id.Value }, ct) is not { } opened)
            return null;
        if (await read.HandleAsync(opened.Cookie, isUse: false, ct) is { } standing)
            return HallSessions.Of(standing);
        await EndAsync(opened.Id, holder, ct);
        return null;
    }

    /// <summary>Nothing came of it.</summary>
    public ValueTask UndoAsync(SignedIn session, AppHolder holder, CancellationToken ct) => EndAsync(new SessionId(session.Id.Value), holder, ct);

    private ValueTask EndAsync(SessionId session, AppHolder holder, CancellationToken ct) => end.HandleAsync(session, holder.Person, SessionEnds.Unused, holder.Origin, ct);
}

/// <summary>As what a holder may approve a terminal: what the session would open that the approval would begin.</summary>
internal sealed class TerminalContexts(House house, IUnitStore units, IAppKeyStore keys, SessionOptions options, TimeProvider clock)
{
    /// <summary>The lines, and the enrolment of the key, read now.</summary>
    public async ValueTask<(ImmutableArray<OfferedContext> Lines, AppKey? Key)> OfAsync(AuthorizationRequest request, AppHolder holder, CancellationToken ct)
    {
        var key = await keys.FindAsync(holder.Person, holder.Thumbprint, ct);
        if (await units.MembershipsAsync(holder.Person, ct) is not { } memberships)
            return ([], key);
        var now = clock.GetUtcNow();
        var proposed = new Session(
            new SessionState(SessionId.New(now), now + options.Idle, now + options.Absolute, null), holder.Person, [TerminalSessions.ProofOf(key?.Id, now)], now, now);
        return (QrContexts.Of(house.Ask(request, new SessionStanding(proposed, memberships.Person, memberships.Units), chosen: null)), key);
    }
}
