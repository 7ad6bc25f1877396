using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>Memberships in memory, under the conditions of the port.</summary>
internal sealed class InMemoryMemberships(InMemoryFaceChecks faces) : IMembershipStore
{
    public Dictionary<PersonId, HeldMemberships> Persons { get; } = [];

    public List<AuditFact> Facts { get; } = [];

    public ValueTask<HeldMemberships?> OfAsync(PersonId person, CancellationToken ct) => ValueTask.FromResult(Persons.GetValueOrDefault(person));

    public ValueTask<MembershipStep> ConfirmAsync(MembershipConfirmed change, CancellationToken ct) =>
        ValueTask.FromResult(Step(change.Membership, change.Face, one => one.Unit.Version == change.Version && one.Unit.Status == MemberStatus.AwaitingConfirmation && one.AddedAt > change.AddedAfter, change.Password, change.Facts));

    public ValueTask<MembershipStep> SetPasswordAsync(MembershipPasswordSet change, CancellationToken ct) =>
        ValueTask.FromResult(Step(change.Membership, change.Face, one => one.Unit.Status == MemberStatus.Active && one.Password?.Hash.Store() == change.Replaces.Store(), change.Password, change.Facts));

    private MembershipStep Step(MembershipId id, Accounts.FaceChecks.SpentFaceCheck face, Func<HeldMembership, bool> holds, Credential password, IEnumerable<AuditFact> facts)
    {
        var held = Persons[face.Person];
        var one = held.All.Single(membership => membership.Unit.Membership == id);
        if (!faces.Spend(face))
            return MembershipStep.FaceCheckSpent;
        if (!holds(one))
            return MembershipStep.Changed;
        Persons[face.Person] = held with { All = held.All.Replace(one, one with { Unit = one.Unit with { Status = MemberStatus.Active }, Password = password }) };
        Facts.AddRange(facts);
        return MembershipStep.Done;
    }
}
