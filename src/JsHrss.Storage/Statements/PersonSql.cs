using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>A person's state as columns of a join. Name, document and mobile stay sealed until somebody needs them.</summary>
internal static class PersonSql
{
    public const int Width = 14;

    public const string Columns =
        "p.id, p.level, p.capped_at_level, p.frozen_at, p.suspended_at, p.hold_until, p.version, p.name_sealed, p.document_type, p.document_sealed, p.mobile_sealed, p.region, p.updated_at, p.real_person_until";

    public static PersonStanding Read(DbDataReader row, int at, FieldCipher cipher)
    {
        var id = row.GetKey(at);
        var name = row.GetBytes(at + 7);
        var type = (IdDocumentType)row.GetInt32(at + 8);
        var document = row.GetBytes(at + 9);
        var mobile = row.GetBytesOrNull(at + 10);
        var region = row.GetTextOrNull(at + 11);
        var updatedAt = row.GetInstant(at + 12);
        return new PersonStanding
        {
            Id = new PersonId(id),
            Level = (AssuranceLevel)row.GetInt32(at + 1),
            RealPersonUntil = row.GetInstantOrNull(at + 13),
            CappedAtLevel = (AssuranceLevel?)row.GetNumberOrNull(at + 2),
            FrozenAt = row.GetInstantOrNull(at + 3),
            SuspendedAt = row.GetInstantOrNull(at + 4),
            HoldUntil = row.GetInstantOrNull(at + 5),
            Version = row.GetInt32(at + 6),
            Profile = new Lazy<PersonProfile>(() => new PersonProfile(
                PersonName.Restore(cipher.OpenText(SealedField.PersonName, id, name)),
                Document(type, cipher.OpenText(SealedField.PersonDocument, id, document)),
                cipher.OpenText(SealedField.PersonMobile, id, mobile) is { } number ? PhoneNumber.Restore(number) : null,
                Region.Read(region).OrNull,
                updatedAt)),
        };
    }

    /// <summary>What is sealed of a document: canonical number, printed form, issuing country, a line each.</summary>
    public static string Text(IdentityDocument document) => $"{document.Number.Value}\n{document.Printed}\n{document.Country}";

    public static IdentityDocument Document(IdDocumentType type, string text)
    {
        var lines = text.Split('\n');
        return IdentityDocument.Restore(type, lines[0], lines[1], lines[2].Length == 0 ? null : lines[2]);
    }
}
