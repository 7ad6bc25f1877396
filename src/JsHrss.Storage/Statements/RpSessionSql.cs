using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>A client joins a session.</summary>
internal static class RpSessionSql
{
    private const string Insert = """
        insert into rp_session(session, client, context, sid, logout_uri, joined_at) values (@session, @client, @context, @sid, @logout_uri, @now)
        on conflict(session, client, context) do update set logout_uri = excluded.logout_uri
        """;

    // A part that had ended is another part from now on, told apart by when it was joined. PostgreSQL does that in the same statement, because what it refuses there it refuses to all that share a transaction.
    // It revives what it saw: a part that somebody ends meanwhile is refused and looked at anew, because the message about that end is one that this statement does not see.
    private static readonly Sql InsertSql = new(
        sqlite: $"{Insert} where rp_session.ended_at is null",
        postgreSql: $"""
        with former as (select sid, joined_at from rp_session where session = @session and client = @client and context = @context and ended_at is not null),
          dropped as ({LogoutNotices.DropFormerSql})
        {Insert}, ended_at = null,
          joined_at = case when rp_session.ended_at is null then rp_session.joined_at else greatest(rp_session.joined_at + 1, excluded.joined_at) end
        where rp_session.ended_at is null or rp_session.joined_at = (select joined_at from former)
        """,
        sqlServer: """
        merge into rp_session with (holdlock) as t using (values (1)) as s(one) on t.session = @session and t.client = @client and t.context = @context
        when matched and t.ended_at is null then update set logout_uri = @logout_uri
        when not matched then insert (session, client, context, sid, logout_uri, joined_at) values (@session, @client, @context, @sid, @logout_uri, @now)
        """);

    private const string JoinedSql = "select joined_at from rp_session where session = @session and client = @client and context = @context";

    private const string RejoinSql = """
        update rp_session set ended_at = null, joined_at = @joined_at, logout_uri = @logout_uri where session = @session and client = @client and context = @context and ended_at is not null and joined_at = @former
        """;

    private const int Attempts = 3;

    public static void Join(LaneWrite write, Change.Join join, DateTimeOffset now)
    {
        var uri = join.LogoutUri?.OriginalString;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (Part(write.Prepare(InsertSql)).Bind("@sid", join.Sid).Bind("@logout_uri", uri).Bind("@now", now).ChangesOne())
                return;

            // It had ended: now it is another part, unless somebody made it one between these two statements.
            var joinedAt = Part(write.Prepare(JoinedSql)).Number() ?? throw new InvalidOperationException("A part that could not be joined is not there.");
            if (!Part(write.Prepare(RejoinSql)).Bind("@joined_at", Math.Max(joinedAt + 1, now.ToUnixTimeMilliseconds())).Bind("@logout_uri", uri).Bind("@former", joinedAt).ChangesOne())
                continue;
            LogoutNotices.Drop(write, join.Sid, joinedAt, now);
            return;
        }

        throw new StoreUnavailableException("A client's part in a session ended again and again while it was joined.");

        Statement Part(Statement statement) => statement.Bind("@session", join.Session.Value).Bind("@client", join.Client.Value).Bind("@context", join.Context.PrimaryKeyOf());
    }
}
