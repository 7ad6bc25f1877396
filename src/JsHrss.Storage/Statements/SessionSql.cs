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
    private const int ProofAt = 10;
    private const int MembershipAt = ProofAt + 9;
    private const int PersonAt = MembershipAt + 1;
    private const int UnitAt = PersonAt + PersonSql.Width;

    // One statement, so one state of the database; a proof comes once with each membership.
    private const string FindSql = $"""
        select s.digest, s.person, s.created_at, s.seen_at, s.idle_until, s.absolute_until, s.ended_at, {PasskeySql.HasAny}, {PasskeySql.HasBound}, {AppKeyStore.HasAny},
          q.n, q.method, q.at, q.membership, q.unit, q.credential, q.provider, q.app_key, q.is_bound, m.id, {PersonSql.Columns}, {UnitSql.Columns}
        from session s join person p on p.id = s.person left join session_proof q on q.session = s.id and q.ended_at is null
          left join membership m on m.person = p.id and m.status <> 9 {UnitSql.Joined}
        where s.id = @id order by m.id, q.n
        """;

    public static Statement Ask(StatementCache statements, SessionId session) => statements.Get(FindSql).Bind("@id", session.Value);

    /// <summary>Null: the key is unknown, or the secret is another. A session from before the bound is over: a restored backup must not bring it back (case PI-13).</summary>
    /// <param name="row">As <see cref="Ask"/> answers.</param>
    /// <param name="id">Which session.</param>
    /// <param name="handle">What the browser brought; null: no browser asks.</param>
    /// <param name="notBefore">The bound; null: none.</param>
    /// <param name="cipher">Opens what is sealed.</param>
    /// <param name="tags">Checks the memberships.</param>
    public static SessionStanding? Read(DbDataReader row, SessionId id, SessionHandle? handle, DateTimeOffset? notBefore, FieldCipher cipher, MemberTags tags)
    {
        if (!row.Read() || handle?.Proves(row.GetBytes(0)) == false)
            return null;
        var session = new Session(
            new SessionState(id, row.GetInstant(4), row.GetInstant(5), row.GetInstantOrNull(6) ?? (row.GetInstant(2) < notBefore ? notBefore : null)),
            new PersonId(row.GetKey(1)), [], row.GetInstant(2), row.GetInstant(3));
        var person = PersonSql.Read(row, PersonAt, cipher);
        var (hasPasskey, hasBoundPasskey, hasEnrolledPhone) = (row.GetInt32(7) == 1, row.GetInt32(8) == 1, row.GetInt32(9) == 1);
        var first = row.GetKeyOrNull(MembershipAt);
        var (proofs, units) = (ImmutableArray.CreateBuilder<Proof>(), ImmutableArray.CreateBuilder<UnitStanding>());
        do
        {
            var membership = row.GetKeyOrNull(MembershipAt);
            if (membership == first && !row.IsDBNull(ProofAt))
                proofs.Add(ReadProof(row));
            if (membership is { } one && (units.Count == 0 || units[^1].Membership.Value != one) && UnitSql.Read(row, UnitAt, tags) is { } unit)
                units.Add(unit);
        }
        while (row.Read());

        return new SessionStanding(session with { Proofs = proofs.ToImmutable() }, person, units.ToImmutable()) { HasPasskey = hasPasskey, HasBoundPasskey = hasBoundPasskey, HasEnrolledPhone = hasEnrolledPhone };
    }

    private static Proof ReadProof(DbDataReader row) => new(
        (ProofMethod)row.GetInt32(ProofAt + 1),
        row.GetInstant(ProofAt + 2),
        row.GetKeyOrNull(ProofAt + 3) is { } membership ? new MembershipId(membership) : null,
        row.GetKeyOrNull(ProofAt + 4) is { } unit ? new UnitId(unit) : null,
        row.GetKeyOrNull(ProofAt + 5) is { } credential ? new CredentialId(credential) : null,
        row.GetString(ProofAt + 6))
    {
        AppKey = row.GetKeyOrNull(ProofAt + 7) is { } key ? new AppKeyId(key) : null,
        IsBoundPasskey = row.GetBoolean(ProofAt + 8),
    };
}
