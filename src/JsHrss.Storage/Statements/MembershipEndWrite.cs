using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Sessions;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>What of a membership ends.</summary>
/// <param name="Membership">Which.</param>
/// <param name="Person">Whose.</param>
/// <param name="Because">Stable reason.</param>
/// <param name="At">UTC.</param>
/// <param name="FactOf">The fact of each session that ends by it; of one that goes on it is told of the context.</param>
internal sealed record MembershipEnd(MembershipId Membership, PersonId Person, string Because, DateTimeOffset At, Func<SessionId, AuditFact> FactOf);

/// <summary>The end of what rests on a membership or its former password, and of what acts in that membership, inside one change (R119, R143, R144, case RC-04). Sessions are taken before grants, as everywhere.</summary>
internal sealed class MembershipEndWrite(SessionEndWrite ends, LogoutNotices notices, AuditWriter audit)
{
    private const string Acting = "exists(select 1 from rp_session r where r.session = s.id and r.context = @membership and r.ended_at is null)";

    private const string ByPasswordSql = $"""
        select s.id from session s where s.person = @person and s.ended_at is null
          and (exists(select 1 from session_proof p where p.session = s.id and p.credential = @credential and p.ended_at is null) or {Acting})
        order by s.id
        """;

    private const string ByMembershipSql = $"""
        select s.id from session s where s.person = @person and s.ended_at is null
          and (exists(select 1 from session_proof p where p.session = s.id and p.membership = @membership and p.ended_at is null) or {Acting})
        order by s.id
        """;

    // Whoever ends a session takes its row first; of two ends at once the later one sees what the earlier one left.
    private const string TakeSql = "update session set ended_at = ended_at where id = @id and ended_at is null";

    private const string EndProofsSql = "update session_proof set ended_at = @at where session = @session and credential = @credential and ended_at is null";

    private const string EndProofsOfSql = "update session_proof set ended_at = @at where session = @session and membership = @membership and ended_at is null";

    // With offline_access too: whoever had the former password may have been given one.
    private const string GrantsSql = """select id from "grant" where context = @membership and person = @person and ended_at is null order by id""";

    private const string DropPasswordSql = "delete from credential where membership = @membership";

    private const string WithdrawSql = "update consent set withdrawn_at = @at where person = @person and context = @membership and withdrawn_at is null";

    // A face check opens nothing by itself (10), so no session stands on one.
    private const string IsProvenSql = "select 1 from session_proof where session = @id and ended_at is null and method <> 10";

    /// <summary>What the former password opened, and what acts in the membership.</summary>
    public SessionEndDone EndAll(LaneWrite write, MembershipPasswordSet change, AuditOrigin origin)
    {
        var (credential, end) = (change.Password.Id.Value, new MembershipEnd(change.Membership, change.Face.Person, SessionEnds.PasswordChanged, change.At, change.FactOf));
        var sessions = Take(write, write.Prepare(ByPasswordSql).Bind("@person", end.Person.Value).Bind("@credential", credential).Bind("@membership", end.Membership.Value));
        return End(write, end, sessions, Unprove(sessions, session => write.Prepare(EndProofsSql).Bind("@session", session).Bind("@credential", credential).Bind("@at", end.At)), origin);
    }

    /// <summary>Everything of a membership that is over: what was proven for it, what acts in it, its password (case UN-21), and what was consented to in it.</summary>
    public SessionEndDone EndMembership(LaneWrite write, MembershipEnd end, AuditOrigin origin)
    {
        // First: a sign-in that compared this password holds its row until its session stands, and is then found here; or it comes after, and finds no password.
        write.Prepare(DropPasswordSql).Bind("@membership", end.Membership.Value).Send();
        var sessions = Take(write, Sessions(write, end));
        var unproven = Unprove(sessions, session => write.Prepare(EndProofsOfSql).Bind("@session", session).Bind("@membership", end.Membership.Value).Bind("@at", end.At));
        var done = End(write, end, sessions, unproven, origin);
        WithdrawConsents(write, end);
        return done;
    }

    /// <summary>What clients were allowed in this membership: it was allowed in that role, so in another each asks again.</summary>
    public static void WithdrawConsents(LaneWrite write, MembershipEnd end) =>
        write.Prepare(WithdrawSql).Bind("@person", end.Person.Value).Bind("@membership", end.Membership.Value).Bind("@at", end.At).Send();

    /// <summary>What acts in a membership that goes on: its parts of sessions and its grants. What was proven still opens it.</summary>
    public SessionEndDone EndActing(LaneWrite write, MembershipEnd end, AuditOrigin origin) => End(write, end, Take(write, Sessions(write, end)), [], origin);

    private SessionEndDone End(LaneWrite write, MembershipEnd end, ImmutableArray<Guid> sessions, ImmutableArray<Guid> unproven, AuditOrigin origin)
    {
        var grants = Keys(write.Prepare(GrantsSql).Bind("@membership", end.Membership.Value).Bind("@person", end.Person.Value));
        foreach (var grant in grants)
            write.Prepare(LedgerWrite.EndSql).Bind("@grant", grant).Bind("@because", end.Because).Bind("@now", end.At).Send();
        var ended = ImmutableArray.CreateBuilder<Guid>();
        var queued = false;
        foreach (var session in sessions)
        {
            if (write.Prepare(IsProvenSql).Bind("@id", session).HasRow())
            {
                // It goes on by its other proofs, in other contexts.
                var parts = notices.End(write, session, end.Person.Value, end.Membership.Value, end.At);
                queued |= parts.Queued > 0;
                if (!parts.Contexts.IsEmpty || unproven.Contains(session))
                    audit.Write(write, [end.FactOf(new SessionId(session)).OfContext(end.Membership)], origin);
                continue;
            }

            // Somebody else may have ended it since it was found.
            if (ends.End(write, new SessionId(session), end.Because, end.At) is not { } done)
                continue;
            queued |= done.Queued;
            audit.Write(write, [end.FactOf(new SessionId(session))], origin);
            ended.Add(session);
        }

        return new SessionEndDone(false, [.. grants, .. ended], queued);
    }

    private static Statement Sessions(LaneWrite write, MembershipEnd end) => write.Prepare(ByMembershipSql).Bind("@person", end.Person.Value).Bind("@membership", end.Membership.Value);

    private static ImmutableArray<Guid> Take(LaneWrite write, Statement found) => [.. Keys(found).Where(session => write.Prepare(TakeSql).Bind("@id", session).Run() == 1)];

    // Those of the sessions in which a proof ended.
    private static ImmutableArray<Guid> Unprove(ImmutableArray<Guid> sessions, Func<Guid, Statement> proofs) => [.. sessions.Where(session => proofs(session).Run() > 0)];

    private static ImmutableArray<Guid> Keys(Statement statement)
    {
        using var row = statement.Read();
        var keys = ImmutableArray.CreateBuilder<Guid>();
        while (row.Read())
            keys.Add(row.GetKey(0));
        return keys.ToImmutable();
    }
}
