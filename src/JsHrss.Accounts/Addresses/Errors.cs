namespace JsHrss.Accounts.Addresses;

/// <summary>Why an address book is not shown or changed; besides the codes of <see cref="Governance.GovernanceErrors"/> for a unit's. Stable.</summary>
public static class AddressErrors
{
    /// <summary>「最多10个」: the book is full (R153).</summary>
    public const string Full = "address_book_full";

    /// <summary>This book has no such address: never had, not any more, or another book does.</summary>
    public const string Unknown = "address_unknown";

    /// <summary>The address was changed since it was seen, or the actor's own membership was.</summary>
    public const string Changed = "address_changed";

    /// <summary>No 收件人.</summary>
    public const string RecipientMissing = "address_recipient_missing";

    /// <summary>The 收件人 is too short, too long, or no text of one line.</summary>
    public const string RecipientForm = "address_recipient_form";

    /// <summary>No 所在地区.</summary>
    public const string DistrictMissing = "address_district_missing";

    /// <summary>The 所在地区 is no county or district of the list.</summary>
    public const string DistrictUnknown = "address_district_unknown";

    /// <summary>No 详细地址.</summary>
    public const string StreetMissing = "address_street_missing";

    /// <summary>The 详细地址 is too short, too long, or no text of one line.</summary>
    public const string StreetForm = "address_street_form";

    /// <summary>The 邮政编码 is not of six digits.</summary>
    public const string PostcodeForm = "address_postcode_form";

    /// <summary>No 电话.</summary>
    public const string PhoneMissing = "address_phone_missing";

    /// <summary>The 电话 is neither a mobile nor a landline number with its area code.</summary>
    public const string PhoneForm = "address_phone_form";
}
