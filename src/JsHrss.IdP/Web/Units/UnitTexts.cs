using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Web.Units;

/// <summary>Refusals of unit governance in words, each at its field.</summary>
internal sealed class UnitTexts(IStringLocalizer<Resources.Units> texts)
{
    /// <summary>The form came without our token.</summary>
    public FormMistake Stale => new(MainForm, texts["Refused.stale"], null, false);

    /// <summary>Where a mistake leads that is of no field: the form itself.</summary>
    public const string MainForm = "form";

    /// <summary>A refusal.</summary>
    public FormMistake Mistake(string code)
    {
        var text = texts[$"Refused.{code}"] is { ResourceNotFound: false } known ? known.Value : texts["Refused"].Value;
        return FieldOf(code) is { } field ? new(field, text, null, true) : new(MainForm, text, null, false);
    }

    private static string? FieldOf(string code) => code switch
    {
        IdentifierErrors.NameForm or "missing_name" => "Name",
        IdentifierErrors.DocumentType => "DocumentType",
        IdentifierErrors.PassportCountry => "Country",
        IdentifierErrors.PhoneForm or "missing_mobile" => "Mobile",
        "missing_document" or IdentifierErrors.Missing => "DocumentNumber",
        _ when code.StartsWith("document_number_", StringComparison.Ordinal) => "DocumentNumber",
        GovernanceErrors.RoleForm or "missing_role" => "Role",
        "confirm_surname" => "Confirm",
        "start_form" => "Start",
        "end_form" or GovernanceErrors.PeriodInverted or GovernanceErrors.PeriodPast or GovernanceErrors.PeriodTooLong => "End",
        _ => null,
    };
}
