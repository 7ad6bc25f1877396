using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Sessions;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The end of a passkey and of everything that stands on it, inside one change (cases RT-08, AS-13).</summary>
internal sealed class PasskeyEndWrite(SessionEndWrite ends, LogoutNotices notices, AuditWriter audit)
{
    private const string RemoveSql = "delete from passkey where id = @id and person = @person";

    private const string SessionsSql = """
        select s.id from session s where s.ended_at is null and exists(select 1 from session_proof p where p.session = s.id and p.credential = @id and p.ended_at is null) order by s.id
        """;

    private const string EndProofsSql = "update session_proof set ended_at = @at where credential = @id and ended_at is null";

    // Of ended sessions too: what was given with offline_access outlived them. Where nobody remembers any more what a session was proven by, it may have been this.
    private const string GrantsSql = """
        select g.id from "grant" g
        where g.ended_at is null and g.person = @person and g.session is not null
          and (g.session in (select p.session from session_proof p where p.credential = @id) or not exists(select 1 from session_proof p where p.session = g.session))
        order by g.id
        """;

    private const string IsProvenSql = "select 1 from session_proof where session = @id and ended_at is null";

    /// <summary>Null: no such passkey of this person, and nothing is changed.</summary>
    public SessionEndDone? Remove(LaneWrite write, PasskeyRemoved change, AuditOrigin origin)
    {
        var (passkey, at) = (change.Passkey.Value, change.At);
        if (write.Prepare(RemoveSql).Bind("@id", passkey).Bind("@person", change.Person.Value).Run() == 0)
            return null;
        var sessions = Keys(write.Prepare(SessionsSql).Bind("@id", passkey));
        var grants = Keys(write.Prepare(GrantsSql).Bind("@id", passkey).Bind("@person", change.Person.Value));
        write.Prepare(EndProofsSql).Bind("@id", passkey).Bind("@at", at).Send();
        foreach (var grant in grants)
            write.Prepare(LedgerWrite.EndSql).Bind("@grant", grant).Bind("@because", SessionEnds.FactorRemoved).Bind("@now", at).Send();
        audit.Write(write, [change.Fact], origin);
        var ended = ImmutableArray.CreateBuilder<Guid>();
        var queued = false;
        foreach (var session in sessions)
        {
            if (write.Prepare(IsProvenSql).Bind("@id", session).HasRow())
            {
                // It goes on by its other proofs; what clients were told of it is no longer true.
                queued |= notices.End(write, session, change.Person.Value, context: null, at) > 0;
                continue;
            }

            queued |= ends.End(write, new SessionId(session), SessionEnds.FactorRemoved, at) is { Queued: true };
            audit.Write(write, [change.FactOf(new SessionId(session))], origin);
            ended.Add(session);
        }

        return new SessionEndDone(false, [.. grants, .. ended], queued);
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
