using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>Accounts in memory, found as the port says: by canonical number of whatever type, or by phone.</summary>
internal sealed class InMemoryHall : IAccountDirectory
{
    public List<PersonalAccount> Persons { get; } = [];

    public List<UnitAccount> Members { get; } = [];

    public int LookUps { get; private set; }

    public ValueTask<ImmutableArray<PersonalAccount>> FindPersonsAsync(AccountIdentifier account, CancellationToken ct)
    {
        LookUps++;
        return ValueTask.FromResult(Persons.Where(person => Means(account, person.Person)).ToImmutableArray());
    }

    public ValueTask<ImmutableArray<UnitAccount>> FindMembersAsync(UnitCode unit, AccountIdentifier account, CancellationToken ct)
    {
        LookUps++;
        return ValueTask.FromResult(Members.Where(member => Means(account, member.Person) && unit.KindOf(member.Unit.CreditCode, member.Unit.UnitNumber, member.Unit.Institution?.Number) is not null).ToImmutableArray());
    }

    private static bool Means(AccountIdentifier account, PersonStanding person)
    {
        var profile = person.Profile.Value;
        return account.Numbers.Contains(profile.Document.Number) || (account.Phone is not null && account.Phone == profile.Phone);
    }

    public static StoredPassword Password(InMemoryCredentials credentials, string password, CredentialState state = CredentialState.Normal, DateTimeOffset? expiresAt = null, int iterations = 10)
    {
        var (id, hash) = (CredentialId.New(HandMovedTime.Start), PasswordHash.Of(password, iterations));
        credentials.Add(id, hash);
        return new StoredPassword(id, hash, state, expiresAt);
    }
}
