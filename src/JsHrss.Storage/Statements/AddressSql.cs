using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Statements;

/// <summary>Statements of address books. Each names the owner.</summary>
internal static class AddressSql
{
    private const string OfOwner = "owner_kind = @kind and owner = @owner";

    private const string Columns = "id, version, default_since, recipient_sealed, district_sealed, street_sealed, postcode_sealed, phone_sealed";

    // Two in the same millisecond stand in the order of their keys, everywhere.
    public const string Book = $"""
        select {Columns} from address where {OfOwner} order by case when default_since is null then 1 else 0 end, created_at, id
        """;

    public const string Defaults = $"""
        select {Columns}, owner_kind from address where default_since is not null and ((owner_kind = 1 and owner = @person) or (owner_kind = 2 and owner = @unit))
        """;

    private const string PlacesSql = $"select id, version, slot, default_since from address where {OfOwner} order by created_at, id";

    private const string AddSql = """
        insert into address(id, version, owner_kind, owner, slot, default_since, recipient_sealed, district_sealed, street_sealed, postcode_sealed, phone_sealed, created_at, changed_at)
        values (@id, @version, @kind, @owner, @slot, @default_since, @recipient, @district, @street, @postcode, @phone, @at, @at)
        """;

    private const string ChangeSql = $"""
        update address set version = @version, recipient_sealed = @recipient, district_sealed = @district, street_sealed = @street, postcode_sealed = @postcode, phone_sealed = @phone, changed_at = @at
        where id = @id and {OfOwner} and version = @version - 1
        """;

    private const string RemoveSql = $"delete from address where id = @id and {OfOwner} and version = @version";

    private const string NoDefaultSql = $"update address set default_since = null where {OfOwner} and default_since is not null";

    private const string PreferSql = $"update address set default_since = @at where id = @id and {OfOwner}";

    /// <summary>What stands in a book, without what is written: by age.</summary>
    public static ImmutableArray<AddressPlace> Places(LaneWrite write, AddressOwner owner)
    {
        using var row = Of(write.Prepare(PlacesSql), owner).Read();
        var places = ImmutableArray.CreateBuilder<AddressPlace>();
        while (row.Read())
            places.Add(new AddressPlace(new AddressId(row.GetKey(0)), row.GetInt32(1), row.GetInt32(2), !row.IsDBNull(3)));
        return places.ToImmutable();
    }

    public static void Add(LaneWrite write, AddressWritten change, int slot, bool isDefault, FieldCipher cipher) =>
        Bind(Of(write.Prepare(AddSql), change.Book.Owner), change, cipher).Bind("@slot", slot).Bind("@default_since", isDefault ? change.Book.At : null).Run();

    public static bool Change(LaneWrite write, AddressWritten change, FieldCipher cipher) => Bind(Of(write.Prepare(ChangeSql), change.Book.Owner), change, cipher).Run() == 1;

    public static bool Remove(LaneWrite write, AddressNamed change) => Of(write.Prepare(RemoveSql), change.Book.Owner).Bind("@id", change.Id.Value).Bind("@version", change.Version).Run() == 1;

    /// <summary>Makes one the default. Whatever was is it no more first: the index lets no two stand beside each other.</summary>
    public static void Prefer(LaneWrite write, BookChange book, AddressId id)
    {
        NoDefault(write, book);
        Of(write.Prepare(PreferSql), book.Owner).Bind("@id", id.Value).Bind("@at", book.At).Run();
    }

    public static void NoDefault(LaneWrite write, BookChange book) => Of(write.Prepare(NoDefaultSql), book.Owner).Run();

    public static Statement Of(Statement statement, AddressOwner owner) => statement.Bind("@kind", (int)owner.Kind).Bind("@owner", owner.Key);

    public static DeliveryAddress Read(DbDataReader row, FieldCipher cipher)
    {
        var id = row.GetKey(0);
        return new DeliveryAddress(new AddressId(id), row.GetInt32(1), ReadLines(row, id, cipher), !row.IsDBNull(2));
    }

    public static PostalAddress ReadLines(DbDataReader row, Guid id, FieldCipher cipher) => new()
    {
        Recipient = cipher.OpenText(SealedField.AddressRecipient, id, row.GetBytes(3)),
        District = District(cipher.OpenText(SealedField.AddressDistrict, id, row.GetBytes(4))),
        Street = cipher.OpenText(SealedField.AddressStreet, id, row.GetBytes(5)),
        Postcode = cipher.OpenText(SealedField.AddressPostcode, id, row.GetBytesOrNull(6)),
        Phone = ContactPhone.Restore(cipher.OpenText(SealedField.AddressPhone, id, row.GetBytes(7))),
    };

    public static AddressRow Row(AddressOwner owner, DeliveryAddress entry, int slot, DateTimeOffset at, FieldCipher cipher)
    {
        var (id, lines) = (entry.Id.Value, entry.Address);
        return new AddressRow
        {
            Id = id,
            Version = entry.Version,
            OwnerKind = (int)owner.Kind,
            Owner = owner.Key,
            Slot = slot,
            DefaultSince = entry.IsDefault ? at.ToUnixTimeMilliseconds() : null,
            RecipientSealed = cipher.SealText(SealedField.AddressRecipient, id, lines.Recipient),
            DistrictSealed = cipher.SealText(SealedField.AddressDistrict, id, Text(lines.District)),
            StreetSealed = cipher.SealText(SealedField.AddressStreet, id, lines.Street),
            PostcodeSealed = cipher.SealText(SealedField.AddressPostcode, id, lines.Postcode),
            PhoneSealed = cipher.SealText(SealedField.AddressPhone, id, lines.Phone.Value),
            CreatedAt = at.ToUnixTimeMilliseconds(),
            ChangedAt = at.ToUnixTimeMilliseconds(),
        };
    }

    private static Statement Bind(Statement statement, AddressWritten change, FieldCipher cipher)
    {
        var (id, lines) = (change.Id.Value, change.Address);
        return statement
            .Bind("@id", id)
            .Bind("@version", change.Version)
            .Bind("@recipient", cipher.SealText(SealedField.AddressRecipient, id, lines.Recipient))
            .Bind("@district", cipher.SealText(SealedField.AddressDistrict, id, Text(lines.District)))
            .Bind("@street", cipher.SealText(SealedField.AddressStreet, id, lines.Street))
            .Bind("@postcode", cipher.SealText(SealedField.AddressPostcode, id, lines.Postcode))
            .Bind("@phone", cipher.SealText(SealedField.AddressPhone, id, lines.Phone.Value))
            .Bind("@at", change.Book.At);
    }

    /// <summary>What is sealed of a district: code, province, city and own name, a line each.</summary>
    private static string Text(District district) => $"{district.Code}\n{district.Province}\n{district.City}\n{district.Name}";

    private static District District(string text)
    {
        var lines = text.Split('\n');
        return new District { Code = lines[0], Province = lines[1], City = lines[2].Length == 0 ? null : lines[2], Name = lines[3].Length == 0 ? null : lines[3] };
    }
}

/// <summary>Where an address stands in its book.</summary>
internal readonly record struct AddressPlace(AddressId Id, int Version, int Slot, bool IsDefault);
