using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>An actor who is a member of the place and is served now. What follows is asked in this order: member, matrix, oneself, terms, fresh proof; so nobody learns from a later refusal what an earlier one hides.</summary>
internal sealed record Governed(GovernanceActor Actor, MemberPlace Place, MemberScene Scene, DateTimeOffset Now)
{
    /// <summary>Invitations that were not made after this are over.</summary>
    public DateTimeOffset AddedAfter => Now - Invitation.Lasts;

    /// <summary>The actor as just read, for the condition of the change.</summary>
    public ActorSeen Seen => new(Scene.Acting.Membership, Scene.Acting.Version);

    public DateOnly Today => ChinaTime.DayOf(Now);

    /// <summary>Whom every mandate that is written now goes back to.</summary>
    public GrantedBy Grants => new(MembershipLink.Delegated, Scene.Acting.Role, Actor.Person);

    public static async ValueTask<Result<Governed>> EnterAsync(IMemberStore store, GovernanceActor actor, MemberPlace place, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(place);
        var unknown = new Refusal(place.Institution is null ? GovernanceErrors.UnitUnknown : GovernanceErrors.InstitutionUnknown);
        if (await store.ReadAsync(actor.Person, actor.Membership, place, ct).ConfigureAwait(false) is not { } scene)
            return unknown;
        // Whoever acts within one institution sees neither another one nor the unit's own members (it narrows, never widens: R151).
        if (scene.Acting.Institution is { } within && within.Id != place.Institution)
            return place.Institution is null ? new Refusal(GovernanceErrors.Forbidden) : unknown;
        if (Authority.OfMember(scene.Person, scene.Acting, now) is AuthorityVerdict.Refused)
            return new Refusal(GovernanceErrors.NotServed);
        return new Governed(actor, place, scene, now);
    }

    /// <summary>The matrix, for the one membership acted in. Terms and institutions are the unit's matter, not that of an institution's administrator.</summary>
    public bool May(GovernanceOperation operation) =>
        GovernanceMatrix.Allows(Scene.Acting.Role, operation)
        && (Scene.Acting.Institution is null || operation is not (GovernanceOperation.AcceptTerms or GovernanceOperation.ApplyForInstitution));

    /// <summary>A member of the place that counts; null for everybody else's (case UN-12).</summary>
    public StandingMember? Find(MembershipId membership) => Scene.Members.FirstOrDefault(member => member.Unit.Membership == membership && Counts(member));

    /// <summary>Whether a member is one here: overdue invitations are not (UN-08). What was changed past the house may say that it is one, and is none to be passed over.</summary>
    public bool Counts(StandingMember member) => !member.Unit.IsIntact || member.Unit.Status == MemberStatus.Active || (member.Unit.Status == MemberStatus.AwaitingConfirmation && member.AddedAt > AddedAfter);

    /// <summary>Whether it is the actor: by the person, so that somebody with two memberships does not change one by the other.</summary>
    public bool IsActor(StandingMember member) => member.Person.Id == Actor.Person;

    /// <summary>Why something is not done to anybody here; null: it may be.</summary>
    /// <param name="operation">What.</param>
    /// <param name="fresh">Whether it needs a proof of the last ten minutes (R146).</param>
    public string? RefusalOf(GovernanceOperation operation, bool fresh)
    {
        if (!May(operation))
            return GovernanceErrors.Forbidden;
        if (Scene.TermsVersion is not { } version || version < GovernanceTerms.Version)
            return GovernanceErrors.TermsNotAccepted;
        return fresh && !GovernanceProof.IsFresh(Actor.ProvenAt, Now) ? GovernanceErrors.StepUpNeeded : null;
    }

    /// <summary>The member that something is done to, or why not.</summary>
    /// <param name="seen">As the actor saw it.</param>
    /// <param name="operation">What is done to a member of a role.</param>
    /// <param name="fresh">For which roles, or acts, a proof of the last ten minutes is needed; what concerns an administrator always does (R146).</param>
    public Result<StandingMember> Member(SeenMember seen, Func<UnitRole, GovernanceOperation?> operation, bool fresh = false)
    {
        if (Find(seen.Membership) is not { } member)
            return new Refusal(GovernanceErrors.MemberUnknown);
        if (operation(member.ActedOnAs) is not { } what || !May(what))
            return new Refusal(GovernanceErrors.Forbidden);
        if (IsActor(member))
            return new Refusal(GovernanceErrors.OwnMembership);
        if (RefusalOf(what, fresh || member.ActedOnAs == UnitRole.UnitAdministrator) is { } refusal)
            return new Refusal(refusal);
        return member.Unit.Version == seen.Version ? member : new Refusal(GovernanceErrors.Changed);
    }

    public static string? RefusalOf(MemberStep step, UnitRole role) => step switch
    {
        MemberStep.Done => null,
        MemberStep.HasRole => GovernanceErrors.HasRole,
        MemberStep.NoSeat => role == UnitRole.UnitAdministrator ? GovernanceErrors.AdministratorExists : GovernanceErrors.AgentsFull,
        _ => GovernanceErrors.Changed,
    };
}
