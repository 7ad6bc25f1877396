using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The end of everything that stands on a factor which was just ended, inside the same change: its proofs, grants of the sessions it was used in, sessions without another proof (cases RT-08, AS-13).</summary>
internal sealed class FactorEndWrite(SessionEndWrite ends, LogoutNotices notices, AuditWriter audit)
{
    // A face check opens nothing by itself (10), so no session stands on one.
    private const string IsProvenSql = "select 1 from session_proof where session = @id and ended_at is null and method <> 10";

    /// <summary>By the credential of its proofs.</summary>
    public static FactorSql Passkey { get; } = new("credential = @id", "", (statement, end) => statement.Bind("@id", end.Factor));

    /// <summary>By the app key of its proofs, those of its former enrolments too; and what was given to the app itself is bound to the key.</summary>
    public static FactorSql AppKey { get; } = new(
        "app_key in (select a.id from app_key a where a.person = @person and a.jkt = @jkt)",
        "g.jkt = @jkt or",
        (statement, end) => statement.Bind("@person", end.Person.Value).Bind("@jkt", end.Thumbprint ?? throw new InvalidOperationException("A key of the app has a thumbprint.")));

    /// <summary>Ends what stands on a factor.</summary>
    /// <param name="write">The change.</param>
    /// <param name="by">How proofs and grants name the factor.</param>
    /// <param name="end">Whose, which, when.</param>
    /// <param name="factOf">The fact of each session that ends by it; of one that goes on it is told of each context that ends in it.</param>
    /// <param name="origin">From where.</param>
    public SessionEndDone End(LaneWrite write, FactorSql by, FactorEnd end, Func<SessionId, AuditFact> factOf, AuditOrigin origin)
    {
        var sessions = Keys(by.Bind(write.Prepare(by.Sessions), end));
        var grants = Keys(by.Bind(write.Prepare(by.Grants), end).Bind("@person", end.Person.Value));
        by.Bind(write.Prepare(by.EndProofs), end).Bind("@at", end.At).Send();
        foreach (var grant in grants)
            write.Prepare(LedgerWrite.EndSql).Bind("@grant", grant).Bind("@because", SessionEnds.FactorRemoved).Bind("@now", end.At).Send();
        var ended = ImmutableArray.CreateBuilder<Guid>();
        var queued = false;
        foreach (var session in sessions)
        {
            if (write.Prepare(IsProvenSql).Bind("@id", session).HasRow())
            {
                // It goes on by its other proofs; what clients were told of it is no longer true.
                var parts = notices.End(write, session, end.Person.Value, context: null, end.At);
                queued |= parts.Queued > 0;
                audit.Write(write, [.. parts.Contexts.Select(context => factOf(new SessionId(session)).OfContext(context == Guid.Empty ? null : new MembershipId(context)))], origin);
                continue;
            }

            // Somebody else may have ended it since it was found.
            if (ends.End(write, new SessionId(session), SessionEnds.FactorRemoved, end.At) is not { } done)
                continue;
            queued |= done.Queued;
            audit.Write(write, [factOf(new SessionId(session))], origin);
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

/// <summary>A factor that was just ended.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Factor">Its key in the store.</param>
/// <param name="Thumbprint">The key that grants are bound to; null: none is.</param>
/// <param name="At">UTC.</param>
internal sealed record FactorEnd(PersonId Person, Guid Factor, string? Thumbprint, DateTimeOffset At);

/// <summary>The statements of one kind of factor.</summary>
/// <param name="names">Condition by which a row of <c>session_proof</c> names it.</param>
/// <param name="orBound">Condition for grants beside those of its sessions.</param>
/// <param name="bind">Gives a statement what the two conditions ask for.</param>
internal sealed class FactorSql(string names, string orBound, Func<Statement, FactorEnd, Statement> bind)
{
    public Statement Bind(Statement statement, FactorEnd end) => bind(statement, end);

    public string Sessions { get; } =
        $"select s.id from session s where s.ended_at is null and exists(select 1 from session_proof p where p.session = s.id and p.ended_at is null and p.{names}) order by s.id";

    public string EndProofs { get; } = $"update session_proof set ended_at = @at where ended_at is null and {names}";

    // Of ended sessions too: what was given with offline_access outlived them. Where nobody remembers any more what a session was proven by, it may have been this.
    public string Grants { get; } = $"""
        select g.id from "grant" g
        where g.ended_at is null and g.person = @person
          and ({orBound} (g.session is not null and (g.session in (select p.session from session_proof p where p.{names}) or not exists(select 1 from session_proof p where p.session = g.session))))
        order by g.id
        """;
}
