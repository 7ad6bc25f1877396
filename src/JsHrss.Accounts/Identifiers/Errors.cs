namespace JsHrss.Accounts.Identifiers;

/// <summary>Why a typed identifier is none. Pages map these codes to words; none repeats what was typed.</summary>
public static class IdentifierErrors
{
    /// <summary>Nothing was typed.</summary>
    public const string Missing = "identifier_missing";

    /// <summary>A document type we do not know.</summary>
    public const string DocumentType = "document_type_unknown";

    /// <summary>Not the form of a number of this document type.</summary>
    public const string DocumentForm = "document_number_form";

    /// <summary>The check character is wrong (ISO 7064 MOD 11-2).</summary>
    public const string DocumentCheck = "document_number_check";

    /// <summary>The date of birth in the number is no day, lies before 1900 or in the future.</summary>
    public const string DocumentBirth = "document_number_birth";

    /// <summary>The first two digits are no province.</summary>
    public const string DocumentRegion = "document_number_region";

    /// <summary>The number belongs to another document type: a foreigner's (first digit 9) or a residence permit's (81, 82, 83).</summary>
    public const string DocumentOtherType = "document_number_of_other_type";

    /// <summary>A number of 15 digits: accepted only when a legacy unit is upgraded.</summary>
    public const string DocumentLegacy = "document_number_legacy";

    /// <summary>A passport's issuing country is missing or not three letters (ISO 3166-1 alpha-3).</summary>
    public const string PassportCountry = "passport_country";

    /// <summary>Not the form of a unified social credit code (GB 32100-2015).</summary>
    public const string CreditCodeForm = "credit_code_form";

    /// <summary>The check character of a unified social credit code is wrong.</summary>
    public const string CreditCodeCheck = "credit_code_check";

    /// <summary>Not the form of an organisation code (GB 11714-1997).</summary>
    public const string OrganizationCodeForm = "organization_code_form";

    /// <summary>The check character of an organisation code is wrong.</summary>
    public const string OrganizationCodeCheck = "organization_code_check";

    /// <summary>Not the form of a unit or institution number.</summary>
    public const string NumberForm = "unit_number_form";

    /// <summary>Not a mainland mobile number.</summary>
    public const string PhoneForm = "phone_form";

    /// <summary>Too short, too long, or holds what no name holds.</summary>
    public const string NameForm = "name_form";

    /// <summary>Not one of Jiangsu's regions.</summary>
    public const string Region = "region_unknown";

    /// <summary>Not the form of a business item's code.</summary>
    public const string ItemCode = "item_code_form";
}
