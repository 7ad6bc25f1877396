using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Reads a person with all passkeys.</summary>
internal static class PasskeySql
{
    /// <summary>Whether a person has any, as a column of a look-up of the person <c>p</c>.</summary>
    public const string HasAny = "case when exists(select 1 from passkey k where k.person = p.id) then 1 else 0 end";

    /// <summary>Whether one is bound to the real person, as such a column.</summary>
    public const string HasBound = "case when exists(select 1 from passkey k where k.person = p.id and k.bound_at is not null) then 1 else 0 end";

    private const string FindSql = $"""
        select {PersonSql.Columns}, k.id, k.name_sealed, k.handle, k.public_key, k.sign_count, k.transports, k.user_verified, k.backup_eligible, k.backed_up, k.enrolled_by, k.bound_at, k.created_at, k.last_used_at
        from person p left join passkey k on k.person = p.id where p.id = @id order by k.id
        """;

    public static Statement Ask(StatementCache statements, PersonId person) => statements.Get(FindSql).Bind("@id", person.Value);

    /// <summary>Null: no such person.</summary>
    public static PasskeyAccount? Read(DbDataReader row, PersonId person, FieldCipher cipher)
    {
        if (!row.Read())
            return null;
        var standing = PersonSql.Read(row, 0, cipher);
        var passkeys = ImmutableArray.CreateBuilder<Passkey>();
        do
        {
            if (!row.IsDBNull(PersonSql.Width))
                passkeys.Add(Read(row, PersonSql.Width, person, cipher));
        }
        while (row.Read());
        return new PasskeyAccount(standing, passkeys.ToImmutable());
    }

    private static Passkey Read(DbDataReader row, int at, PersonId person, FieldCipher cipher)
    {
        var id = row.GetKey(at);
        return new Passkey
        {
            Id = new CredentialId(id),
            Person = person,
            Name = PasskeyName.Restore(cipher.OpenText(SealedField.PasskeyName, id, row.GetBytes(at + 1))),
            Handle = row.GetBytes(at + 2),
            PublicKey = row.GetBytes(at + 3),
            SignCount = (uint)row.GetInt64(at + 4),
            Transports = [.. row.GetString(at + 5).Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            UserVerified = row.GetBoolean(at + 6),
            BackupEligible = row.GetBoolean(at + 7),
            BackedUp = row.GetBoolean(at + 8),
            EnrolledBy = (ProofMethod)row.GetInt32(at + 9),
            BoundAt = row.GetInstantOrNull(at + 10),
            CreatedAt = row.GetInstant(at + 11),
            LastUsedAt = row.GetInstantOrNull(at + 12),
        };
    }
}
