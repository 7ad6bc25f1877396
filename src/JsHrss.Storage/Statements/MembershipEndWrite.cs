using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Sessions;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The end of what rests on a membership's former password, and of what acts in that membership, inside one change (R119, case RC-04).</summary>
internal sealed class MembershipEndWrite(SessionEndWrite ends, LogoutNotices notices, AuditWriter audit)
{
    private const string SessionsSql = """
        select s.id from session s
        where s.person = @person and s.ended_at is null
          and (exists(select 1 from session_proof p where p.session = s.id and p.credential = @credential and p.ended_at is null)
            or exists(select 1 from rp_session r where r.session = s.id and r.context = @membership and r.ended_at is null))
        order by s.id
        """;

    private const string EndProofsSql = "update session_proof set ended_at = @at where credential = @credential and ended_at is null";

    // With offline_access too: whoever had the former password may have been given one.
    private const string GrantsSql = """select id from "grant" where context = @membership and person = @person and ended_at is null order by id""";

    // A face check opens nothing by itself (10), so no session stands on one.
    private const string IsProvenSql = "select 1 from session_proof where session = @id and ended_at is null and method <> 10";

    public SessionEndDone EndAll(LaneWrite write, MembershipPasswordSet change, AuditOrigin origin)
    {
        var (membership, person, credential, at) = (change.Membership.Value, change.Face.Person.Value, change.Password.Id.Value, change.At);
        var sessions = Keys(write.Prepare(SessionsSql).Bind("@person", person).Bind("@credential", credential).Bind("@membership", membership));
        var grants = Keys(write.Prepare(GrantsSql).Bind("@membership", membership).Bind("@person", person));
        write.Prepare(EndProofsSql).Bind("@credential", credential).Bind("@at", at).Send();
        foreach (var grant in grants)
            write.Prepare(LedgerWrite.EndSql).Bind("@grant", grant).Bind("@because", SessionEnds.PasswordChanged).Bind("@now", at).Send();
        var ended = ImmutableArray.CreateBuilder<Guid>();
        var queued = false;
        foreach (var session in sessions)
        {
            if (write.Prepare(IsProvenSql).Bind("@id", session).HasRow())
            {
                // It goes on by its other proofs, in other contexts.
                queued |= notices.End(write, session, person, membership, at) > 0;
                continue;
            }

            // Somebody else may have ended it since it was found.
            if (ends.End(write, new SessionId(session), SessionEnds.PasswordChanged, at) is not { } done)
                continue;
            queued |= done.Queued;
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
