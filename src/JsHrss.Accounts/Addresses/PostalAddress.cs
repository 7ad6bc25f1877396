using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>收件人, 所在地区, 详细地址, 邮政编码 and 电话 (R153).</summary>
public sealed record PostalAddress
{
    /// <summary>Longest 收件人, in characters: a person, or a unit with its department.</summary>
    public const int LongestRecipient = 50;

    /// <summary>Longest 详细地址, in characters.</summary>
    public const int LongestStreet = 120;

    private const int Shortest = 2;

    /// <summary>收件人.</summary>
    public required string Recipient { get; init; }

    /// <summary>所在地区.</summary>
    public required District District { get; init; }

    /// <summary>详细地址.</summary>
    public required string Street { get; init; }

    /// <summary>邮政编码, six digits; null: not said.</summary>
    public string? Postcode { get; init; }

    /// <summary>电话.</summary>
    public required ContactPhone Phone { get; init; }

    /// <summary>Reads what was typed.</summary>
    /// <returns>The address; or else every fault, each a code of <see cref="AddressErrors"/>, in the order of the form.</returns>
    public static (PostalAddress? Address, ImmutableArray<string> Faults) Read(AddressTyped typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var recipient = Line(typed.Recipient, LongestRecipient, AddressErrors.RecipientMissing, AddressErrors.RecipientForm);
        var district = District.Read(typed.District);
        var street = Line(typed.Street, LongestStreet, AddressErrors.StreetMissing, AddressErrors.StreetForm);
        var postcode = Postal(typed.Postcode);
        var phone = ContactPhone.Read(typed.Phone);
        ImmutableArray<string> faults = [.. new[] { recipient.Code, district.Code, street.Code, postcode.Code, phone.Code }.OfType<string>()];
        return faults.IsEmpty
            ? (new PostalAddress { Recipient = recipient.Value, District = district.Value, Street = street.Value, Postcode = postcode.Value.Length == 0 ? null : postcode.Value, Phone = phone.Value }, [])
            : (null, faults);
    }

    /// <summary>Not the address: it is somebody's own.</summary>
    public override string ToString() => nameof(PostalAddress);

    private static Result<string> Line(string? typed, int longest, string missing, string form) =>
        string.IsNullOrWhiteSpace(typed) ? new Refusal(missing) : LineOfText.Read(typed, Shortest, longest) is { } line ? line : new Refusal(form);

    private static Result<string> Postal(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return "";
        return TypedText.Squeeze(typed) is { Length: 6 } code && TypedText.AllDigits(code) ? code : new Refusal(AddressErrors.PostcodeForm);
    }
}

/// <summary>The form of 新增收件地址, as typed; all of it may be hostile.</summary>
/// <param name="Recipient">收件人.</param>
/// <param name="District">所在地区, six digits.</param>
/// <param name="Street">详细地址.</param>
/// <param name="Postcode">邮政编码; may be empty.</param>
/// <param name="Phone">电话.</param>
/// <param name="MakeDefault">It becomes the default of its book.</param>
public sealed record AddressTyped(string? Recipient, string? District, string? Street, string? Postcode, string? Phone, bool MakeDefault)
{
    /// <summary>Never what was typed.</summary>
    public override string ToString() => nameof(AddressTyped);
}
