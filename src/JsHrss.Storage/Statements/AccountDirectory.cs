using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Finds accounts by keyed index. One statement of one shape, whatever was typed and whether or not it finds somebody (case EN-01).</summary>
internal sealed class AccountDirectory(IHallDatabase database, LookupIndex index, FieldCipher cipher, MemberTags tags) : IAccountDirectory
{
    private const int Numbers = 7; // one a document type
    private const string PersonMeant = "(p.number_index in (@n0, @n1, @n2, @n3, @n4, @n5, @n6) or p.mobile_index = @mobile)";
    private const string Password = "c.id, c.hash, c.state, c.expires_at";

    private const string PersonsSql = $"""
        select {PersonSql.Columns}, {Password} from person p left join credential c on c.person = p.id and c.membership is null where {PersonMeant} order by p.id
        """;

    private const string MembersSql = $"""
        select {PersonSql.Columns}, {UnitSql.Columns}, {Password}
        from person p join membership m on m.person = p.id and m.status <> 9 {UnitSql.Joined} left join credential c on c.membership = m.id
        where {PersonMeant} and ((m.institution is null and (u.code = @code or u.number = @number)) or i.number = @institution)
        order by m.id
        """;

    public async ValueTask<ImmutableArray<PersonalAccount>> FindPersonsAsync(AccountIdentifier account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(account);
        var indexes = Index(account);
        return await database.ReadAsync(
            statements =>
            {
                var found = ImmutableArray.CreateBuilder<PersonalAccount>();
                using var row = Bind(statements.Get(PersonsSql), indexes).Read();
                while (row.Read())
                    found.Add(new PersonalAccount(PersonSql.Read(row, 0, cipher), ReadPassword(row, PersonSql.Width)));
                return found.ToImmutable();
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<ImmutableArray<UnitAccount>> FindMembersAsync(UnitCode unit, AccountIdentifier account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(account);
        var indexes = Index(account);
        return await database.ReadAsync(
            statements =>
            {
                var found = ImmutableArray.CreateBuilder<UnitAccount>();
                using var row = Bind(statements.Get(MembersSql), indexes)
                    .Bind("@code", unit.CreditCode?.Value).Bind("@number", unit.UnitNumber?.Value).Bind("@institution", unit.InstitutionNumber?.Value).Read();
                while (row.Read())
                {
                    if (UnitSql.Read(row, PersonSql.Width, tags) is { } standing)
                        found.Add(new UnitAccount(PersonSql.Read(row, 0, cipher), standing, ReadPassword(row, PersonSql.Width + UnitSql.Width)));
                }

                return found.ToImmutable();
            },
            ct).ConfigureAwait(false);
    }

    private (ImmutableArray<byte[]> Numbers, byte[]? Mobile) Index(AccountIdentifier account) => (
        [.. account.Numbers.Select(number => index.Of(LookupKinds.Number, number.Value))],
        account.Phone is { } phone ? index.Of(LookupKinds.Mobile, phone.Value) : null);

    private static Statement Bind(Statement statement, (ImmutableArray<byte[]> Numbers, byte[]? Mobile) indexes)
    {
        for (var i = 0; i < Numbers; i++)
            statement.Bind($"@n{i}", i < indexes.Numbers.Length ? indexes.Numbers[i] : null);
        return statement.Bind("@mobile", indexes.Mobile);
    }

    private static StoredPassword? ReadPassword(DbDataReader row, int at) => row.IsDBNull(at)
        ? null
        : new StoredPassword(new CredentialId(row.GetKey(at)), PasswordHash.Restore(row.GetString(at + 1)), (CredentialState)row.GetInt32(at + 2), row.GetInstantOrNull(at + 3));
}
