using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Reads a session with its proofs, its person and all memberships that are not ended.</summary>
internal static class SessionSql
{
    private const int PersonAt = 7;
    private const int UnitAt = PersonAt + PersonSql.Width;

    private const string FindSql = $"""
        select s.digest, s.person, s.created_at, s.seen_at, s.idle_until, s.absolute_until, s.ended_at, {PersonSql.Columns}, {UnitSql.Columns}
        from session s join person p on p.id = s.person left join membership m on m.person = p.id and m.status <> 9 {UnitSql.Joined}
        where s.id = @id order by m.id
        """;

    private const string ProofsSql = "select method, at, membership, unit, credential, provider from session_proof where session = @id and ended_at is null order by n";

    /// <summary>Null: the key is unknown, or the secret is another. A session from before the bound is over: a restored backup must not bring it back (case PI-13).</summary>
    public static SessionStanding? Find(StatementCache statements, SessionHandle handle, DateTimeOffset? notBefore, FieldCipher cipher)
    {
        using var both = statements.Both(statements.Get(FindSql).Bind("@id", handle.Id.Value), statements.Get(ProofsSql).Bind("@id", handle.Id.Value));
        var row = both.Rows;
        if (!row.Read() || !handle.Proves(row.GetBytes(0)))
            return null;
        var session = new Session(
            new SessionState(handle.Id, row.GetInstant(4), row.GetInstant(5), row.GetInstantOrNull(6) ?? (row.GetInstant(2) < notBefore ? notBefore : null)),
            new PersonId(row.GetKey(1)), [], row.GetInstant(2), row.GetInstant(3));
        var person = PersonSql.Read(row, PersonAt, cipher);
        var units = ImmutableArray.CreateBuilder<UnitStanding>();
        do
        {
            if (UnitSql.Read(row, UnitAt) is { } unit)
                units.Add(unit);
        }
        while (row.Read());

        both.Next();
        var proofs = ImmutableArray.CreateBuilder<Proof>();
        while (both.Rows.Read())
            proofs.Add(ReadProof(both.Rows));
        return new SessionStanding(session with { Proofs = proofs.ToImmutable() }, person, units.ToImmutable());
    }

    private static Proof ReadProof(DbDataReader row) => new(
        (ProofMethod)row.GetInt32(0),
        row.GetInstant(1),
        row.GetKeyOrNull(2) is { } membership ? new MembershipId(membership) : null,
        row.GetKeyOrNull(3) is { } unit ? new UnitId(unit) : null,
        row.GetKeyOrNull(4) is { } credential ? new CredentialId(credential) : null,
        row.GetString(5));
}
