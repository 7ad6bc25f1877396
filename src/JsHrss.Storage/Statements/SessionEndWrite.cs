using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>What an end changed, for those who must hear of it after the commit.</summary>
/// <param name="Over">The session in question is over.</param>
/// <param name="Ended">Keys of sessions and grants whose cached states are no longer true.</param>
/// <param name="Queued">Messages wait to be sent.</param>
internal sealed record SessionEndDone(bool Over, ImmutableArray<Guid> Ended, bool Queued)
{
    /// <summary>Steps of codes that ended with it.</summary>
    public ImmutableArray<QrTicketStep> Tickets { get; init; } = [];
}

/// <summary>The ends of contexts, sessions and everything of a person, inside one change: grants, parts, messages and facts with them.</summary>
internal sealed class SessionEndWrite(LogoutNotices notices, AuditWriter audit)
{
    private static readonly Sql EndSql = End("session", "id = @id", "person");

    private static readonly Sql EndGrantsSql = Sql.Of(dialect =>
        $"""update "grant" set ended_at = @at, ended_because = @because where session = @id and {Sql.IsFalse(dialect, "offline")} and ended_at is null""");

    // Takes the session's row as every end does, so that of two contexts that end at once the later one sees what the earlier one left.
    private static readonly Sql LiveSql = Sql.Of(
        "update session set ended_at = ended_at where id = @id and ended_at is null returning person",
        sqlServer: "update session set ended_at = ended_at output inserted.person where id = @id and ended_at is null");

    private const string EndProofSql = """
        update session_proof set ended_at = @now
        where session = @session and ended_at is null and method = @method and at = @at and membership is not distinct from @membership and unit is not distinct from @unit and credential is not distinct from @credential
        """;

    private static readonly Sql ContextGrantsSql = Sql.Of(dialect =>
        $"""select id from "grant" where session = @id and context is not distinct from @context and {Sql.IsFalse(dialect, "offline")} and ended_at is null""");

    // A face check opens nothing by itself (10).
    private const string IsLeft = "exists(select 1 from session_proof where session = @id and ended_at is null and method <> 10) and exists(select 1 from rp_session where session = @id and ended_at is null)";

    private static readonly Sql IsLeftSql = Sql.Of(dialect => $"select {Sql.Truth(dialect, IsLeft)}");

    private static readonly Sql EndOfPersonSql = End("session", "person = @person", "id");

    private static readonly Sql EndGrantsOfPersonSql = End("\"grant\"", "person = @person", "id");

    /// <summary>Ends a session; null: it had ended before, and nothing is changed.</summary>
    public SessionEndDone? End(LaneWrite write, SessionId session, string because, DateTimeOffset at)
    {
        if (First(write.Prepare(EndSql).Bind("@id", session.Value).Bind("@because", because).Bind("@at", at)) is not { } person)
            return null;
        write.Prepare(EndGrantsSql).Bind("@id", session.Value).Bind("@because", because).Bind("@at", at).Send();
        var parts = notices.End(write, session.Value, person, context: null, at);
        // A standing holds the session's end, so grants that survive it must be read again as well.
        return new SessionEndDone(true, [session.Value], parts.Queued > 0);
    }

    /// <summary>Ends one context, and the session when nothing is left in it.</summary>
    public SessionEndDone EndContext(LaneWrite write, ContextEnded change, AuditOrigin origin)
    {
        var session = change.Session.Value;
        if (First(write.Prepare(LiveSql).Bind("@id", session)) is not { } person)
            return new SessionEndDone(true, [], false);
        var isTold = false;
        foreach (var proof in change.Proofs)
            isTold |= EndProof(write, session, proof, change.At);
        var ended = Keys(write.Prepare(ContextGrantsSql).Bind("@id", session).Bind("@context", change.Context.Membership?.Value));
        foreach (var grant in ended)
            write.Prepare(LedgerWrite.EndSql).Bind("@grant", grant).Bind("@because", SessionEnds.ContextSignOut).Bind("@now", change.At).Send();
        var parts = notices.End(write, session, person, change.Context.Membership?.Value ?? Guid.Empty, change.At);
        var queued = parts.Queued > 0;
        // What had ended before is not told again.
        if (isTold || !ended.IsEmpty || !parts.Contexts.IsEmpty)
            audit.Write(write, change.Facts, origin);
        if (write.Prepare(IsLeftSql).Bind("@id", session).IsTrue())
            return new SessionEndDone(false, ended, queued);
        var rest = End(write, change.Session, SessionEnds.SignOut, change.At);
        audit.Write(write, change.FactsWhenOver, origin);
        return new SessionEndDone(true, [.. ended, session], queued || rest is { Queued: true });
    }

    /// <summary>Ends every session and grant of a person, and the codes by which another session would begin.</summary>
    public SessionEndDone EndAll(LaneWrite write, AllEnded change, AuditOrigin origin)
    {
        var sessions = Keys(write.Prepare(EndOfPersonSql).Bind("@person", change.Person.Value).Bind("@because", change.Because).Bind("@at", change.At));
        var grants = Keys(write.Prepare(EndGrantsOfPersonSql).Bind("@person", change.Person.Value).Bind("@because", change.Because).Bind("@at", change.At));
        var queued = 0;
        audit.Write(write, change.Facts, origin);
        foreach (var session in sessions)
        {
            queued += notices.End(write, session, change.Person.Value, context: null, change.At).Queued;
            audit.Write(write, [change.FactOf(new SessionId(session))], origin);
        }

        return new SessionEndDone(true, [.. sessions, .. grants], queued > 0) { Tickets = QrTicketEndWrite.EndOf(write, change.Person, change.At) };
    }

    private static bool EndProof(LaneWrite write, Guid session, Proof proof, DateTimeOffset at) => write.Prepare(EndProofSql)
        .Bind("@session", session)
        .Bind("@now", at)
        .Bind("@method", (int)proof.Method)
        .Bind("@at", proof.At)
        .Bind("@membership", proof.Membership?.Value)
        .Bind("@unit", proof.Unit?.Value)
        .Bind("@credential", proof.Credential?.Value)
        .Run() > 0;

    private static Sql End(string table, string whose, string told) => Sql.Of(
        $"update {table} set ended_at = @at, ended_because = @because where {whose} and ended_at is null returning {told}",
        sqlServer: $"update {table} set ended_at = @at, ended_because = @because output inserted.{told} where {whose} and ended_at is null");

    private static Guid? First(Statement statement)
    {
        using var row = statement.Read();
        return row.Read() ? row.GetKey(0) : null;
    }

    private static ImmutableArray<Guid> Keys(Statement statement)
    {
        using var row = statement.Read();
        var keys = ImmutableArray.CreateBuilder<Guid>();
        while (row.Read())
            keys.Add(row.GetKey(0));
        return keys.ToImmutable();
    }
}
