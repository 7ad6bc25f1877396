using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>Parts of a session that ended.</summary>
/// <param name="Queued">How many messages to clients were queued.</param>
/// <param name="Contexts">Keys of the contexts they were in, each once; sixteen zero bytes for self.</param>
internal readonly record struct PartsEnded(int Queued, ImmutableArray<Guid> Contexts);

/// <summary>Ends parts in sessions, and queues a message for each client that wants to be told, in the transaction of the end.</summary>
internal sealed class LogoutNotices(OutboxWrite outbox)
{
    private static readonly Sql EndAllSql = End("session = @session");

    private static readonly Sql EndContextSql = End("session = @session and context = @context");

    /// <summary>Drops what is queued about the part that <c>former</c> names, inside one statement of PostgreSQL.</summary>
    internal const string DropFormerSql = $"""
        update outbox set done_at = @now, result = 'superseded', payload = null, lease_until = null from former
        where dedupe = '{LogoutNotice.Kind} ' || former.sid || ' ' || former.joined_at and done_at is null
        """;

    private const string DropSql = "update outbox set done_at = @now, result = 'superseded', payload = null, lease_until = null where dedupe = @dedupe and done_at is null";

    /// <summary>Ends every live part of a session, or those of one context.</summary>
    /// <param name="write">The transaction of the end.</param>
    /// <param name="session">Whose parts.</param>
    /// <param name="person">Whose session.</param>
    /// <param name="context">Key of the one context, sixteen zero bytes for self; null: all.</param>
    /// <param name="at">UTC.</param>
    /// <returns>What ended; nothing of it had ended before.</returns>
    public PartsEnded End(LaneWrite write, Guid session, Guid person, Guid? context, DateTimeOffset at)
    {
        var ended = context is { } one
            ? write.Prepare(EndContextSql).Bind("@session", session).Bind("@context", one).Bind("@at", at)
            : write.Prepare(EndAllSql).Bind("@session", session).Bind("@at", at);
        var (told, contexts) = (new List<(string Client, string Sid, long JoinedAt)>(), new HashSet<Guid>());
        using (var row = ended.Read())
        {
            while (row.Read())
            {
                contexts.Add(row.GetKey(4));
                if (!row.IsDBNull(2))
                    told.Add((row.GetString(0), row.GetString(1), row.GetInt64(3)));
            }
        }

        foreach (var (client, sid, joinedAt) in told)
            Queue(write, client, new LogoutNotice(PortIds.Subject(person), sid, at), joinedAt);
        return new PartsEnded(told.Count, [.. contexts.Order()]);
    }

    /// <summary>The client joins again after its part had ended: a message about the former part would end the new one, since both go by one sid.</summary>
    public static void Drop(LaneWrite write, string sid, long joinedAt, DateTimeOffset now) =>
        write.Prepare(DropSql).Bind("@dedupe", DedupeOf(sid, joinedAt)).Bind("@now", now).Send();

    private static Sql End(string whose) => Sql.Of(
        $"update rp_session set ended_at = @at where {whose} and ended_at is null returning client, sid, logout_uri, joined_at, context",
        sqlServer: $"update rp_session set ended_at = @at output inserted.client, inserted.sid, inserted.logout_uri, inserted.joined_at, inserted.context where {whose} and ended_at is null");

    private void Queue(LaneWrite write, string client, LogoutNotice notice, long joinedAt) =>
        outbox.Queue(write, LogoutNotice.Kind, client, notice.ToBytes(), notice.EndedAt, DedupeOf(notice.Sid, joinedAt));

    private static string DedupeOf(string sid, long joinedAt) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{LogoutNotice.Kind} {sid} {joinedAt}");
}
