using JsHrss.Accounts.Addresses;

namespace JsHrss.IdP.Web.Addresses;

/// <summary>The fields of 新增收件地址, as typed; everything else that is sent is not read (mass assignment).</summary>
internal sealed class AddressFields
{
    public string? Recipient { get; set; }

    /// <summary>Two digits: only what the districts to choose from belong to.</summary>
    public string? Province { get; set; }

    public string? District { get; set; }

    public string? Street { get; set; }

    public string? Postcode { get; set; }

    public string? Phone { get; set; }

    /// <summary>A tick.</summary>
    public string? MakeDefault { get; set; }

    /// <summary>The province whose districts are offered: as chosen, else 江苏省.</summary>
    public Province Shown => Divisions.FindProvince(Province) ?? Divisions.FindProvince(Divisions.Jiangsu)!;

    /// <summary>As it stands in the book.</summary>
    public static AddressFields Of(PostalAddress address) => new()
    {
        Recipient = address.Recipient,
        Province = address.District.ProvinceCode,
        District = address.District.Code,
        Street = address.Street,
        Postcode = address.Postcode,
        Phone = address.Phone.Value,
    };

    /// <summary>For the desk. Without script the province may have been changed and the districts of the former one been sent: that is no choice.</summary>
    public AddressTyped Typed() =>
        new(Recipient, District is { Length: > 2 } district && district.StartsWith(Shown.Code, StringComparison.Ordinal) ? district : null, Street, Postcode, Phone, MakeDefault is not null);
}
