using System.Globalization;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Benchmarks.Wire;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Statements;

namespace JsHrss.Benchmarks.Planting;

/// <summary>People who never were, each with one evidence and one password, as rows: sealed and indexed by the product's own code.</summary>
internal sealed class SyntheticPeople(IKeyVault vault)
{
    private const int SequencesADay = 999;
    private const string Check = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly DateOnly FirstBirthday = new(1950, 1, 1);

    private readonly AggregateRows _rows = new(new FieldCipher(vault), new LookupIndex(vault));

    // One for all: a hash of its own for each would take a day, and is not what is measured.
    private readonly PasswordHash _hash = PasswordHash.Of(Planted.Password, 1);

    public IEnumerable<object> RowsOf(int number, DateTimeOffset now)
    {
        var id = DocumentNumberOf(number);
        var person = new Person
        {
            Id = PersonId.New(),
            Name = PersonName.Restore($"示例{(char)('一' + (number % 5000))}"),
            Document = IdentityDocument.Restore(IdDocumentType.ResidentIdentityCard, id, id, null),
            Phone = PhoneNumber.Restore(Planted.MobileOf(number)),
            CreatedAt = now,
            UpdatedAt = now,
        }.Establish(new AssuranceEvidence(AssuranceLevel.RealName, AssuranceMethod.RegisterMatch, now, "bench")).Value;
        return [.. _rows.Of(person), AggregateRows.Of(new Credential { Id = new CredentialId(Guid.CreateVersion7(now)), Person = person.Id, Hash = _hash, SetAt = now })];
    }

    /// <summary>With its check digit (GB 11643).</summary>
    private static string DocumentNumberOf(int number)
    {
        var day = number / SequencesADay;
        var digits = string.Create(CultureInfo.InvariantCulture, $"{329000 + (day / 20_000):000000}{FirstBirthday.AddDays(day % 20_000):yyyyMMdd}{(number % SequencesADay) + 1:000}");
        var sum = digits.Select((digit, at) => (digit - '0') * Weights[at]).Sum();
        return digits + Check[sum % 11];
    }
}
