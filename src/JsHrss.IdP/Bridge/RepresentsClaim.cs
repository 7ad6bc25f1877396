using System.Globalization;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>The claim <c>represents</c>: for which unit, in which role, by which mandate (docs/tokens.md).</summary>
internal static class RepresentsClaim
{
    /// <summary>All that a relying party may know.</summary>
    public static JsonObject Whole(UnitStanding unit)
    {
        var claim = new JsonObject { ["type"] = "unit", ["sub"] = unit.Unit.ToString(), ["organization_name"] = unit.UnitName };
        if (unit.CreditCode is { } code)
            claim["registration_number"] = code.Value;
        claim["unit_no"] = unit.UnitNumber.Value;
        claim["unit_type"] = unit.UnitType.Word();
        if (unit.Region is { } region)
            claim["region"] = region.Code;
        if (unit.Institution is { } institution)
            claim["institution"] = new JsonObject { ["no"] = institution.Number.Value, ["name"] = institution.Name };
        claim["role"] = unit.Role.Word();
        claim["link"] = unit.Link.Word();
        if (unit.Mandate is { } mandate)
            claim["mandate"] = Mandate(mandate);
        return claim;
    }

    /// <summary>What an API needs to decide and to ask again: the ids, the role and the mandate's version.</summary>
    public static JsonObject Short(UnitStanding unit)
    {
        var claim = new JsonObject { ["sub"] = unit.Unit.ToString(), ["role"] = unit.Role.Word() };
        if (unit.Institution is { } institution)
            claim["institution"] = new JsonObject { ["no"] = institution.Number.Value };
        if (unit.Mandate is { } mandate)
            claim["mandate"] = new JsonObject { ["id"] = mandate.Id.ToString(), ["version"] = mandate.Version };
        return claim;
    }

    private static JsonObject Mandate(Mandate mandate)
    {
        var by = new JsonObject { ["method"] = mandate.GrantedBy.Method.Word() };
        if (mandate.GrantedBy.Role is { } role)
            by["role"] = role.Word();
        return new JsonObject
        {
            ["id"] = mandate.Id.ToString(),
            ["version"] = mandate.Version,
            ["validity"] = Validity(mandate),
            ["granted_by"] = by,
        };
    }

    /// <summary>From when to when, both days inclusive.</summary>
    public static JsonObject Validity(Mandate mandate) => new() { ["start"] = Day(mandate.Validity.Start), ["end"] = Day(mandate.Validity.End) };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
