using System.Collections.Immutable;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Changes of members, each inside one transaction. The changes of one unit are made one at a time on all nodes: what one decides by counting, no other changes meanwhile.</summary>
/// <remarks>One for each run of a change: a change may run more than once, and nothing is kept of an earlier run.</remarks>
internal sealed class MemberWrite(MemberTags tags, MembershipEndWrite ends, AuditWriter audit, AuditOrigin origin, NoticeQueue notices)
{
    private const string PlaceSql = "select unit, institution, role, status from membership where id = @id";

    private const string EndSql = $"""
        update membership set status = 9, ended_at = @at, {MemberSql.NextVersion}, tag = null where id = @id and person = @person and version = @version and status <> 9
        """;

    private const string ChangeSql = """
        update membership set role = @role, slot = @slot, version = version + 1 where id = @id and person = @person and version = @version and status <> 9
        """;

    private const string KeepSql = "update membership set version = version + 1 where id = @id and person = @person and version = @version and status <> 9";

    private static readonly Sql AcceptSql = Sql.Of(
        "insert into unit_terms(unit, version, person, membership, at) values (@unit, @version, @person, @membership, @at) on conflict do nothing",
        sqlServer: """
        insert into unit_terms(unit, version, person, membership, at) select @unit, @version, @person, @membership, @at
        where not exists(select 1 from unit_terms with (updlock, holdlock) where unit = @unit and version = @version)
        """);

    /// <summary>What ended with it; null: nothing.</summary>
    public SessionEndDone? Ended { get; private set; }

    /// <summary>Who is told.</summary>
    public NoticesQueued Noticed { get; private set; } = NoticesQueued.None;

    public MemberStep Add(LaneWrite write, MemberAdded change)
    {
        var (member, within) = (change.Member, change.Member.Institution?.Value ?? change.Member.Unit.Value);
        // Before the turn too: of many who want the last seat the others need not wait for one another to hear that it is gone.
        if (MemberSql.IsFull(write, within, member.Role, change.AddedAfter, member.Person.Value))
            return MemberStep.NoSeat;
        OneAtATime(write, member.Unit.Value);
        return MemberSql.Acts(write, change.By, member.Unit.Value, member.Institution?.Value) ? Insert(write, change, within) : MemberStep.Changed;
    }

    public MemberStep End(LaneWrite write, MemberEnded change)
    {
        if (PlaceOf(write, change.Membership) is not { } place)
            return MemberStep.Changed;
        OneAtATime(write, place.Unit);
        if (change.By is { } actor && !MemberSql.Acts(write, actor, place.Unit, institution: null))
            return MemberStep.Changed;
        return Ends(write, change) ? MemberStep.Done : MemberStep.Changed;
    }

    public MemberStep Replace(LaneWrite write, MemberReplaced change)
    {
        var (member, within) = (change.Added.Member, change.Added.Member.Institution?.Value ?? change.Added.Member.Unit.Value);
        if (IsReplaced(write, change, within))
            return MemberStep.NoSeat;
        OneAtATime(write, member.Unit.Value);
        if (!MemberSql.Acts(write, change.Added.By, member.Unit.Value, member.Institution?.Value))
            return MemberStep.Changed;
        if (!Ends(write, change.Ended with { Notices = [] }))
            return IsReplaced(write, change, within) ? MemberStep.NoSeat : MemberStep.Changed;
        // Told together: counters of numbers are taken in one order.
        return Insert(write, change.Added with { Notices = [.. change.Ended.Notices, .. change.Added.Notices] }, within);
    }

    public MemberStep Change(LaneWrite write, MemberChange change)
    {
        var id = change.Membership.Value;
        if (PlaceOf(write, change.Membership) is not { } place)
            return MemberStep.Changed;
        // As where one is added: whoever would find no seat does not wait to hear it.
        if (place.Role != (int)change.Role && MemberSql.IsFull(write, place.Institution ?? place.Unit, change.Role, change.AddedAfter))
            return MemberStep.NoSeat;
        OneAtATime(write, place.Unit);
        // Held before it is changed: what was tampered with must not get a new tag.
        if (!MemberSql.Acts(write, change.By, place.Unit, institution: null) || tags.Hold(write, id) is not { } held)
            return MemberStep.Changed;
        var isOtherRole = held.Role != (int)change.Role;
        Statement changed;
        if (!isOtherRole)
        {
            changed = write.Prepare(KeepSql);
        }
        else
        {
            Overdue(write, place.Institution ?? place.Unit, change.AddedAfter, change.At, change.OverdueFactOf);
            if (MemberSql.IsAboveAndWithin(write, (place.Unit, place.Institution), change.Role, change.Person.Value, change.AddedAfter))
                return MemberStep.HasRole;
            if (MemberSql.SeatOf(write, id, change.Role) is not { } seat)
                return MemberStep.NoSeat;
            changed = write.Prepare(ChangeSql).Bind("@role", seat.Role).Bind("@slot", seat.Slot);
        }

        if (changed.Bind("@id", id).Bind("@person", change.Person.Value).Bind("@version", change.Version).Run() == 0 || !MemberSql.Rewrite(write, id, change.Mandate))
            return MemberStep.Changed;
        tags.Write(write, held with { Role = (int)change.Role, Version = change.Version + 1, Mandate = MandateColumns.Of(change.Mandate) });
        audit.Write(write, change.Facts, origin);
        var end = new MembershipEnd(change.Membership, change.Person, change.Because, change.At, change.FactOf);
        if (change.Narrows)
            Ended = ends.EndActing(write, end, origin);
        if (isOtherRole)
            MembershipEndWrite.WithdrawConsents(write, end);
        Tell(write, change.Notices, change.At);
        return MemberStep.Done;
    }

    public MemberStep Accept(LaneWrite write, TermsAccepted change)
    {
        OneAtATime(write, change.Unit.Value);
        if (!MemberSql.Acts(write, change.By, change.Unit.Value, institution: null))
            return MemberStep.Changed;
        var isFirst = write.Prepare(AcceptSql).Bind("@unit", change.Unit.Value).Bind("@version", change.Version).Bind("@person", change.Person.Value)
            .Bind("@membership", change.By.Membership.Value).Bind("@at", change.At).Run() == 1;
        if (isFirst)
            audit.Write(write, change.Facts, origin);
        return MemberStep.Done;
    }

    private MemberStep Insert(LaneWrite write, MemberAdded change, Guid within)
    {
        var member = change.Member;
        Overdue(write, within, change.AddedAfter, change.At, change.OverdueFactOf);
        if (MemberSql.HasRole(write, within, member.Person.Value)
            || MemberSql.IsAboveAndWithin(write, (member.Unit.Value, member.Institution?.Value), member.Role, member.Person.Value, change.AddedAfter))
            return MemberStep.HasRole;
        if (!MembershipSql.Insert(write, member, tags.Of(member)))
            return MemberStep.NoSeat;
        MemberSql.Add(write, member.Id.Value, member.Mandate!);
        audit.Write(write, change.Facts, origin);
        Tell(write, change.Notices, change.At);
        return MemberStep.Done;
    }

    private bool Ends(LaneWrite write, MemberEnded change)
    {
        if (write.Prepare(EndSql).Bind("@id", change.Membership.Value).Bind("@person", change.Person.Value).Bind("@version", change.Version).Bind("@at", change.At).Run() == 0)
            return false;
        audit.Write(write, change.Facts, origin);
        Ended = ends.EndMembership(write, new MembershipEnd(change.Membership, change.Person, change.Because, change.At, change.FactOf), origin);
        Tell(write, change.Notices, change.At);
        return true;
    }

    private void Tell(LaneWrite write, ImmutableArray<Notice> told, DateTimeOffset at) => Noticed = Noticed.And(notices.Queue(write, told, origin, at));

    private void Overdue(LaneWrite write, Guid within, DateTimeOffset after, DateTimeOffset at, Func<MembershipId, PersonId, Accounts.Audit.AuditFact> factOf)
    {
        foreach (var (membership, person) in MemberSql.EndOverdue(write, within, after, at))
        {
            NoticeQueue.WithdrawInvitation(write, new MembershipId(membership), new PersonId(person), at);
            audit.Write(write, [factOf(new MembershipId(membership), new PersonId(person))], origin);
        }
    }

    /// <summary>From here to the end of the change nobody else changes members of this unit, or of an institution of it.</summary>
    public static void OneAtATime(LaneWrite write, Guid unit) => write.OneAtATime($"members {unit:N}");

    /// <summary>Whether who was to go is gone, and another one has the seat: whoever comes later is told of that one.</summary>
    private static bool IsReplaced(LaneWrite write, MemberReplaced change, Guid within) =>
        PlaceOf(write, change.Ended.Membership) is not { IsThere: true } && MemberSql.IsFull(write, within, change.Added.Member.Role, change.Added.AddedAfter);

    private static (Guid Unit, Guid? Institution, int Role, bool IsThere)? PlaceOf(LaneWrite write, MembershipId membership)
    {
        using var row = write.Prepare(PlaceSql).Bind("@id", membership.Value).Read();
        return row.Read() ? (row.GetKey(0), row.GetKeyOrNull(1), row.GetInt32(2), row.GetInt32(3) != (int)MemberStatus.Ended) : null;
    }
}
