using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.IdP.Bridge;

/// <summary>A membership of the person of a browser's session, and whether the session opens it.</summary>
/// <param name="Standing">The session.</param>
/// <param name="Unit">The membership; the person's own.</param>
/// <param name="IsOpen">Whether it may be acted in.</param>
/// <param name="ProvenAt">When the person last gave a proof in this context that counts (<see cref="GovernanceProof"/>), UTC; null: nothing in the session does.</param>
internal sealed record ActingMember(SessionStanding Standing, UnitStanding Unit, bool IsOpen, DateTimeOffset? ProvenAt)
{
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
        if (standing.UnitOf(context) is not { } unit)
            return null;
        var isOpen = Opens(standing, unit);
        return new ActingMember(standing, unit, isOpen, isOpen ? GovernanceProof.At(standing, context, clock.GetUtcNow()) : null);
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
}
