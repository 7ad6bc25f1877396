using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.IdP.Bridge;

/// <summary>A membership of the person of a browser's session, and whether the session opens it.</summary>
/// <param name="Standing">The session.</param>
/// <param name="Unit">The membership; the person's own.</param>
/// <param name="ProvenAt">When the person last showed who they are in this context, UTC; null: nothing in the session opens it.</param>
internal sealed record ActingMember(SessionStanding Standing, UnitStanding Unit, DateTimeOffset? ProvenAt)
{
    /// <summary>Whether it may be acted in.</summary>
    public bool IsOpen => ProvenAt is not null;

    /// <summary>The place whose members are its matter: the institution where it is limited to one.</summary>
    public MemberPlace Place => new(Unit.Unit, Unit.Institution?.Id);

    /// <summary>The actor of a command.</summary>
    public GovernanceActor Actor(HttpContext browser) => new(Standing.Person.Id, Unit.Membership, ProvenAt, HttpRequestOrigin.Of(browser));
}

/// <summary>Finds the membership that an address names among those of the session's person; nobody else's is ever found (cases UN-01, UN-12).</summary>
internal sealed class UnitSession(BrowserSession sessions, TimeProvider clock)
{
    /// <summary>Null: nobody is signed in, or it is none of theirs.</summary>
    public async ValueTask<ActingMember?> FindAsync(HttpContext browser, string? membership, CancellationToken ct)
    {
        if (MembershipId.Read(membership) is not { } id || await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        var context = new SessionContext(id);
        return standing.UnitOf(context) is { } unit ? new ActingMember(standing, unit, ProvenAt(standing, unit)) : null;
    }

    /// <summary>The same, if it may be acted in.</summary>
    public async ValueTask<ActingMember?> OpenAsync(HttpContext browser, string? membership, CancellationToken ct) =>
        await FindAsync(browser, membership, ct) is { IsOpen: true } open ? open : null;

    /// <summary>Whether a session opens a membership.</summary>
    public bool Opens(SessionStanding standing, UnitStanding unit)
    {
        var level = standing.Person.LevelAt(clock.GetUtcNow());
        return standing.Session.Proofs.Any(proof => Reach.Opens(proof, level, unit));
    }

    private DateTimeOffset? ProvenAt(SessionStanding standing, UnitStanding unit) =>
        Opens(standing, unit) ? SessionAuthentication.Counting(standing, unit.Context, clock.GetUtcNow()).Max(proof => proof.At) : null;
}
