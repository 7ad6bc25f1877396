using JsHrss.Accounts.Institutions;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Web.Units;

/// <summary>Refusals about institutions in words, each at its field.</summary>
internal sealed class InstitutionTexts(IStringLocalizer<Resources.Institutions> texts, UnitTexts others)
{
    /// <summary>A refusal; what is none of institutions' own is told as everywhere in the pages of units.</summary>
    public FormMistake Mistake(string code)
    {
        if (texts[$"Refused.{code}", InstitutionLimits.OpenApplications, InstitutionLimits.ApplicationsADay] is not { ResourceNotFound: false } known)
            return others.Mistake(code);
        return FieldOf(code) is { } field ? new(field, known.Value, null, true) : new(UnitTexts.MainForm, known.Value, null, false);
    }

    private static string? FieldOf(string code) => code switch
    {
        InstitutionErrors.NameMissing or InstitutionErrors.NameUnfit or InstitutionErrors.NameTaken => "Name",
        InstitutionErrors.BusinessLineMissing or InstitutionErrors.BusinessLineUnfit => "BusinessLine",
        _ => null,
    };
}
