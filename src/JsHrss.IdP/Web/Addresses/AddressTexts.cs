using JsHrss.Accounts.Addresses;
using JsHrss.IdP.Web.Units;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Web.Addresses;

/// <summary>Refusals of address books in words, each at its field.</summary>
internal sealed class AddressTexts(IStringLocalizer<Resources.Addresses> texts)
{
    /// <summary>The form came without our token, or was shown to somebody else.</summary>
    public const string Stale = "stale";

    /// <summary>A refusal.</summary>
    public FormMistake Mistake(string code)
    {
        var text = texts[$"Refused.{code}"] is { ResourceNotFound: false } known ? known.Value : texts["Refused"].Value;
        return FieldOf(code) is { } field ? new(field, text, null, true) : new(UnitTexts.MainForm, text, null, false);
    }

    private static string? FieldOf(string code) => code switch
    {
        AddressErrors.RecipientMissing or AddressErrors.RecipientForm => "Recipient",
        AddressErrors.DistrictMissing or AddressErrors.DistrictUnknown => "District",
        AddressErrors.StreetMissing or AddressErrors.StreetForm => "Street",
        AddressErrors.PostcodeForm => "Postcode",
        AddressErrors.PhoneMissing or AddressErrors.PhoneForm => "Phone",
        _ => null,
    };
}
