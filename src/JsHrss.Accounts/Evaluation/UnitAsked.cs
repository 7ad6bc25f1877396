using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Evaluation;

/// <summary>For whom somebody would act: a unit, an institution of it, or both named together.</summary>
public sealed record UnitAsked
{
    private readonly UnitId? _id;
    private readonly UnitCode? _code;
    private readonly UnitCode? _institution;

    private UnitAsked(UnitId? id, UnitCode? code, UnitCode? institution) => (_id, _code, _institution) = (id, code, institution);

    /// <summary>Whether an institution is named.</summary>
    public bool IsInstitution => _institution is not null;

    /// <summary>Whether a unit is named.</summary>
    public bool IsUnit => _id is not null || _code is not null;

    /// <summary>Reads what a relying party wrote; what fits nothing finds nothing.</summary>
    /// <param name="unit">Public id (<c>u_…</c>), unit number or unified social credit code; null: not named.</param>
    /// <param name="institution">Institution number; null: the unit itself is meant.</param>
    /// <returns>Null: neither is named, the person acts for themselves.</returns>
    public static UnitAsked? Read(string? unit, string? institution)
    {
        if (unit is null && institution is null)
            return null;
        var id = UnitId.Read(unit);
        return new UnitAsked(
            id,
            unit is null || id is not null ? null : UnitCode.Read(unit) with { InstitutionNumber = null },
            institution is null ? null : UnitCode.Read(institution, UnitCodeKind.InstitutionNumber));
    }

    /// <summary>Whether a membership is in the unit named; true where only an institution is.</summary>
    public bool IsIn(UnitStanding membership)
    {
        ArgumentNullException.ThrowIfNull(membership);
        if (_id is { } id)
            return membership.Unit == id;
        return _code?.KindOf(membership.CreditCode, membership.UnitNumber, institution: null) is not null || _code is null;
    }

    /// <summary>Whether a membership is just what is named: an institution is never meant by its unit's own codes, nor the unit by its institution's (case UN-19).</summary>
    public bool Means(UnitStanding membership)
    {
        ArgumentNullException.ThrowIfNull(membership);
        return IsIn(membership)
            && (_institution is null
                ? membership.Institution is null
                : membership.Institution is { } institution && _institution.KindOf(null, membership.UnitNumber, institution.Number) is not null);
    }
}
