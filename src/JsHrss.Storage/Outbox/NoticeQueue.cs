using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Outbox;

/// <summary>Queues notices in the transaction of the change they tell of: whoever is told has a number then, and is told at most ten of a sort by one unit on one day, thirty by all.</summary>
internal sealed partial class NoticeQueue(OutboxWrite outbox, FieldCipher cipher, LookupIndex index, AuditWriter audit, OutboxBell bell, Func<bool> isConnected, ILogger<NoticeQueue> log)
{
    private const string PersonSql = "select id, mobile_sealed from person where id = @person and mobile_sealed is not null";

    private const string MemberSql = """
        select id, mobile_sealed from person where id = @person and mobile_sealed is not null
          and exists(select 1 from membership where person = @person and unit = @unit and status = 2 and suspended_at is null)
        """;

    private const string RepresentativeSql = """
        select p.id, p.mobile_sealed from membership m join person p on p.id = m.person
        where m."within" = @unit and m.unit = @unit and m.role = 1 and m.status = 2 and m.suspended_at is null and p.mobile_sealed is not null
        """;

    // Under lease it is being sent, and comes too late to be withdrawn; tried in vain it may have arrived, and is not tried again.
    private static readonly Sql WithdrawSql = Sql.Of(
        "update outbox set done_at = @now, result = 'withdrawn', payload = null where dedupe = @dedupe and done_at is null and lease_until is null and attempts = 0 returning target, not_before",
        sqlServer: """
        update outbox set done_at = @now, result = 'withdrawn', payload = null output inserted.target, inserted.not_before
        where dedupe = @dedupe and done_at is null and lease_until is null and attempts = 0
        """);

    private const string StopSql = """
        update outbox set done_at = @now, result = 'withdrawn', payload = null, lease_until = null where dedupe = @dedupe and done_at is null and (lease_until is null or lease_until <= @now)
        """;

    // Somebody is sending it: the lease keeps the next message to the number behind it, and whoever has it says how it ended. It is only not sent again.
    private const string MarkSql = "update outbox set result = 'withdrawn' where dedupe = @dedupe and done_at is null";

    /// <summary>Queues what a change tells.</summary>
    /// <param name="write">The transaction of the change.</param>
    /// <param name="notices">To whom, what.</param>
    /// <param name="origin">Of whoever changes, for the audit facts of what is not sent.</param>
    /// <param name="at">UTC.</param>
    /// <returns>To be told with <see cref="Tell"/> after the commit.</returns>
    public NoticesQueued Queue(LaneWrite write, ImmutableArray<Notice> notices, AuditOrigin origin, DateTimeOffset at)
    {
        if (notices.IsEmpty || !isConnected())
            return NoticesQueued.None;
        var withdrawn = Withdraw(write, notices, at);
        var steps = notices.Where(notice => !withdrawn.ContainsKey(notice))
            .Select(notice => (Notice: notice, To: Find(write, notice.To)))
            .Where(one => one.To is not null)
            .Select(one => new Step(one.Notice, one.To, Convert.ToHexStringLower(index.Of(LookupKinds.SmsTarget, one.To!.Value.Number.Value)), one.Notice.Kind.Sort(), at))
            .Concat(withdrawn.Select(one => new Step(one.Key, null, one.Value.Target, NoticeKind.Invited.Sort(), one.Value.At)))
            // The counters of numbers are taken in one order, so that two changes do not wait for one another.
            .OrderBy(one => one.Target, StringComparer.Ordinal).ThenBy(one => one.Sort, StringComparer.Ordinal).ThenBy(one => one.To is not null)
            .ToArray();
        var (queued, tooMany) = (0, ImmutableArray.CreateBuilder<Notice>());
        foreach (var step in steps)
        {
            var (ofUnit, ofAll) = CountsOf(step);
            if (step.To is not { } to)
            {
                // It never went: it is none of those that the number was sent.
                write.Return(ofUnit);
                write.Return(ofAll);
                continue;
            }

            var notice = step.Notice;
            // First the unit's own: what it may not send must not use up what others may.
            if (write.Take(ofUnit, most: NoticeKinds.MostADay) is null || write.Take(ofAll, most: NoticeKinds.MostADayOfAll) is null)
            {
                tooMany.Add(notice);
                audit.Write(write, [TooManyFact(notice, to.Person, at)], origin);
                continue;
            }

            var message = new ShortMessage(notice.Kind.Word(), to.Number, notice.Text, at + Notice.SentWithin, to.Person, notice.Membership);
            outbox.Queue(write, ShortMessage.OutboxKind, step.Target, message.ToBytes(), at, DedupeOf(notice.Fact, to.Person));
            queued++;
        }

        return new NoticesQueued(queued > 0, tooMany.ToImmutable());
    }

    /// <summary>After the commit: sends at once, and notes what is not sent.</summary>
    public void Tell(NoticesQueued queued)
    {
        if (queued.Any)
            bell.Ring(ShortMessage.OutboxKind);
        foreach (var notice in queued.TooMany)
            TooMany(notice.Kind.Word(), notice.Membership);
    }

    /// <summary>An invitation goes no more whose membership ends where nobody is told of the end: it would say where to confirm what is not there.</summary>
    /// <param name="write">The transaction of the end.</param>
    /// <param name="membership">Which.</param>
    /// <param name="person">Who was invited.</param>
    /// <param name="at">UTC.</param>
    public static void WithdrawInvitation(LaneWrite write, MembershipId membership, PersonId person, DateTimeOffset at) => Stop(write, InvitationOf(membership, person), at);

    /// <summary>An invitation that is still here goes no more when its membership ends. The end is not told to whom never heard of the beginning.</summary>
    private static Dictionary<Notice, (string Target, DateTimeOffset At)> Withdraw(LaneWrite write, ImmutableArray<Notice> notices, DateTimeOffset now)
    {
        var untold = new Dictionary<Notice, (string, DateTimeOffset)>(ReferenceEqualityComparer.Instance);
        foreach (var notice in notices)
        {
            if (notice is not { Kind: NoticeKind.Removed or NoticeKind.Replaced or NoticeKind.Left, To: NoticeRecipient.Person { Id: var person } })
                continue;
            var invitation = InvitationOf(notice.Membership, person);
            using (var row = write.Prepare(WithdrawSql).Bind("@dedupe", invitation).Bind("@now", now).Read())
            {
                // Never tried, it is due since it was queued and counted.
                if (row.Read())
                    untold.Add(notice, (row.GetString(0), row.GetInstant(1)));
            }

            if (!untold.ContainsKey(notice))
                Stop(write, invitation, now);
        }

        return untold;
    }

    private static void Stop(LaneWrite write, string invitation, DateTimeOffset now)
    {
        if (write.Prepare(StopSql).Bind("@dedupe", invitation).Bind("@now", now).Run() == 0)
            write.Prepare(MarkSql).Bind("@dedupe", invitation).Send();
    }

    private (PersonId Person, PhoneNumber Number)? Find(LaneWrite write, NoticeRecipient recipient)
    {
        var asked = recipient switch
        {
            NoticeRecipient.Person one => write.Prepare(PersonSql).Bind("@person", one.Id.Value),
            NoticeRecipient.Member member => write.Prepare(MemberSql).Bind("@person", member.Id.Value).Bind("@unit", member.Unit.Value),
            NoticeRecipient.Representative of => write.Prepare(RepresentativeSql).Bind("@unit", of.Unit.Value),
            _ => throw new InvalidOperationException("A recipient that is none of the closed set."),
        };
        using var row = asked.Read();
        return row.Read() && row.GetKey(0) is var key ? (new PersonId(key), PhoneNumber.Restore(cipher.OpenText(SealedField.PersonMobile, key, row.GetBytes(1)))) : null;
    }

    private (Count OfUnit, Count OfAll) CountsOf(Step step)
    {
        var day = ChinaTime.DayOf(step.At);
        var (begin, end) = (ChinaTime.StartOf(day), ChinaTime.EndOf(day));
        return (
            new Count($"sms.{step.Sort}.unit", index.Of(LookupKinds.SmsUnit, $"{step.Target} {step.Notice.Unit}"), begin, end),
            new Count($"sms.{step.Sort}", Convert.FromHexString(step.Target), begin, end));
    }

    private static string InvitationOf(MembershipId membership, PersonId person) => DedupeOf(Notice.KeyOf(NoticeKind.Invited, membership, 1), person);

    private static AuditFact TooManyFact(Notice notice, PersonId person, DateTimeOffset at) => new()
    {
        Code = FactCodes.NoticeUndelivered,
        Result = AuditResult.Refused,
        Reason = "too_many",
        At = at,
        ByServer = true,
        Subject = person,
        Unit = notice.Unit,
        Membership = notice.Membership,
        Detail = ImmutableDictionary<string, string>.Empty.Add("about", notice.Kind.Word()),
    };

    private static string DedupeOf(string fact, PersonId person) => $"{ShortMessage.OutboxKind} {fact} {person}";

    /// <summary>One count to be taken, or to be given back.</summary>
    private sealed record Step(Notice Notice, (PersonId Person, PhoneNumber Number)? To, string Target, string Sort, DateTimeOffset At);

    [LoggerMessage(3411, LogLevel.Warning, "Notice {Kind} of {Membership} is not sent: as many of its sort as may went to that number today, ten of one unit or thirty of all. What it tells of is done")]
    private partial void TooMany(string kind, MembershipId membership);
}

/// <summary>What became of the notices of a change.</summary>
/// <param name="Any">Whether one was queued.</param>
/// <param name="TooMany">What is not sent, because the day's number is reached.</param>
internal sealed record NoticesQueued(bool Any, ImmutableArray<Notice> TooMany)
{
    public static NoticesQueued None { get; } = new(false, []);

    /// <summary>Both together: a change may queue more than once.</summary>
    public NoticesQueued And(NoticesQueued other) => new(Any || other.Any, [.. TooMany, .. other.TooMany]);
}
