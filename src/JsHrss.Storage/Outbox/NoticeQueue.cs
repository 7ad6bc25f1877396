using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Outbox;

/// <summary>Queues notices in the transaction of the change they tell of: whoever is told has a number then, and is told at most ten of a sort on one day.</summary>
internal sealed partial class NoticeQueue(OutboxWrite outbox, FieldCipher cipher, LookupIndex index, OutboxBell bell, Func<bool> isConnected, ILogger<NoticeQueue> log)
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
    private const string WithdrawSql = """
        update outbox set done_at = @now, result = 'withdrawn', payload = null where dedupe = @dedupe and done_at is null and lease_until is null and attempts = 0
        """;

    private const string StopSql = """
        update outbox set done_at = @now, result = 'withdrawn', payload = null, lease_until = null where dedupe = @dedupe and done_at is null and (lease_until is null or lease_until <= @now)
        """;

    // Somebody is sending it: the lease keeps the next message to the number behind it, and whoever has it says how it ended. It is only not sent again.
    private const string MarkSql = "update outbox set result = 'withdrawn' where dedupe = @dedupe and done_at is null";

    /// <summary>Queues what a change tells.</summary>
    /// <param name="write">The transaction of the change.</param>
    /// <param name="notices">To whom, what.</param>
    /// <param name="at">UTC.</param>
    /// <returns>To be told with <see cref="Tell"/> after the commit.</returns>
    public NoticesQueued Queue(LaneWrite write, ImmutableArray<Notice> notices, DateTimeOffset at)
    {
        if (notices.IsEmpty || !isConnected())
            return NoticesQueued.None;
        var ends = Withdraw(write, notices, at);
        var found = notices.Where(notice => !ends.Contains(notice))
            .Select(notice => (Notice: notice, To: Find(write, notice.To)))
            .Where(one => one.To is not null)
            .Select(one => (one.Notice, To: one.To!.Value, Target: Convert.ToHexStringLower(index.Of(LookupKinds.Mobile, one.To.Value.Number.Value))))
            // The counters of numbers are taken in one order, so that two changes do not wait for one another.
            .OrderBy(one => one.Target, StringComparer.Ordinal).ThenBy(one => one.Notice.Kind.Sort(), StringComparer.Ordinal)
            .ToArray();
        var (queued, tooMany) = (0, ImmutableArray.CreateBuilder<Notice>());
        foreach (var (notice, to, target) in found)
        {
            if (write.Take(CountOf(notice.Kind, to.Number, at), most: NoticeKinds.MostADay) is null)
            {
                tooMany.Add(notice);
                continue;
            }

            var message = new ShortMessage(notice.Kind.Word(), to.Number, notice.Text, at + Notice.SentWithin, to.Person, notice.Membership);
            outbox.Queue(write, ShortMessage.OutboxKind, target, message.ToBytes(), at, DedupeOf(notice.Fact, to.Person));
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

    /// <summary>An invitation that is still here goes no more when its membership ends. The end is not told to whom never heard of the beginning.</summary>
    private static ImmutableArray<Notice> Withdraw(LaneWrite write, ImmutableArray<Notice> notices, DateTimeOffset now)
    {
        var untold = ImmutableArray.CreateBuilder<Notice>();
        foreach (var notice in notices)
        {
            if (notice is not { Kind: NoticeKind.Removed or NoticeKind.Replaced or NoticeKind.Left, To: NoticeRecipient.Person { Id: var person } })
                continue;
            var invitation = DedupeOf(Notice.KeyOf(NoticeKind.Invited, notice.Membership, 1), person);
            if (write.Prepare(WithdrawSql).Bind("@dedupe", invitation).Bind("@now", now).Run() == 1)
                untold.Add(notice);
            else if (write.Prepare(StopSql).Bind("@dedupe", invitation).Bind("@now", now).Run() == 0)
                write.Prepare(MarkSql).Bind("@dedupe", invitation).Send();
        }

        return untold.ToImmutable();
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

    private Count CountOf(NoticeKind kind, PhoneNumber number, DateTimeOffset at)
    {
        var day = ChinaTime.DayOf(at);
        return new Count($"sms.{kind.Sort()}", index.Of(LookupKinds.Mobile, number.Value), ChinaTime.StartOf(day), ChinaTime.EndOf(day));
    }

    private static string DedupeOf(string fact, PersonId person) => $"{ShortMessage.OutboxKind} {fact} {person}";

    [LoggerMessage(3411, LogLevel.Warning, "Notice {Kind} of {Membership} is not sent: ten of its sort went to that number today. What it tells of is done")]
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
