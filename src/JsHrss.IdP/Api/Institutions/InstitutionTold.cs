using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Api.Institutions;

/// <summary>Institutions as the interfaces tell them.</summary>
internal static class InstitutionTold
{
    /// <summary>As its own unit sees it: not which officer decided.</summary>
    public static InstitutionBody ToUnit(Institution one) => new()
    {
        Id = one.Id.ToString(),
        Number = one.Number?.Value,
        Name = one.Name,
        BusinessLine = one.BusinessLine,
        Status = Word(one.Status),
        OpenedBy = one.AppliedBy is null ? "officer" : "unit",
        CreatedAt = one.CreatedAt,
        DecidedAt = one.Decision?.At,
        Reason = one.Decision?.Reason,
        Version = one.Version,
    };

    /// <summary>As an officer's system sees it right after its own act.</summary>
    public static InstitutionBody ToOfficer(Institution one) => ToUnit(one) with { Officer = one.Decision?.By.Account };

    /// <summary>As an officer's system sees it, with its unit.</summary>
    public static InstitutionBody ToOfficer(InstitutionOfUnit one) => ToOfficer(one.Institution) with { Unit = Of(one.Unit) };

    /// <summary>The word of a state.</summary>
    public static string Word(InstitutionStatus status) => status switch
    {
        InstitutionStatus.Active => "active",
        InstitutionStatus.Suspended => "suspended",
        InstitutionStatus.Ended => "ended",
        InstitutionStatus.Applied => "applied",
        InstitutionStatus.Refused => "refused",
        InstitutionStatus.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The state of a word; null: there is none.</summary>
    public static InstitutionStatus? Status(string? word) => Enum.GetValues<InstitutionStatus>().Where(status => Word(status) == word).Select(status => (InstitutionStatus?)status).FirstOrDefault();

    private static InstitutionUnitBody Of(Unit unit) => new(unit.Id.ToString(), unit.Name, unit.Number.Value, unit.CreditCode?.Value);
}
