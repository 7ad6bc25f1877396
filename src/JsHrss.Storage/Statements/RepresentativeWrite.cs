using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Somebody comes to represent a unit by the register, inside one change (C38): what stands in the way and gives nothing ends with it.</summary>
internal sealed class RepresentativeWrite(MemberTags tags, MembershipEndWrite ends, AuditWriter audit)
{
    /// <summary>Makes the membership; false, and what was ended for it is to be taken back: see <see cref="RepresentableUnits.Make"/>.</summary>
    /// <param name="write">The change.</param>
    /// <param name="member">The membership.</param>
    /// <param name="at">UTC.</param>
    /// <param name="origin">Of the change.</param>
    /// <param name="ended">What acted in rows that were changed past the house; null: there was none.</param>
    public bool Make(LaneWrite write, UnitMember member, DateTimeOffset at, AuditOrigin origin, out SessionEndDone? ended)
    {
        ended = null;
        foreach (var (membership, person) in RepresentableUnits.EndDamaged(write, member.Unit, tags, at))
        {
            var fact = DamagedFacts.Ended(member.Unit, membership, person, at);
            audit.Write(write, [fact], origin);
            var done = ends.EndMembership(write, new MembershipEnd(membership, person, MemberEnds.Tampered, at, session => DamagedFacts.SessionEnded(fact, session)), origin);
            ended = ended is null ? done : new SessionEndDone(false, [.. ended.Ended, .. done.Ended], ended.Queued || done.Queued);
        }

        if (RepresentableUnits.EndPending(write, member, at) is { } invitation)
        {
            audit.Write(write, [InvitationFacts.Represented(member.Unit, invitation, member.Person, at)], origin);
            NoticeQueue.WithdrawInvitation(write, invitation, member.Person, at);
        }

        return RepresentableUnits.Make(write, member, tags.Of(member));
    }
}
