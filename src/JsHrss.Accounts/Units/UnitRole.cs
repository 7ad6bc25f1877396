namespace JsHrss.Accounts.Units;

/// <summary>What a person is to a unit. The numbers are stored (unique indexes name them).</summary>
public enum UnitRole
{
    /// <summary>法定代表人: all items, without period.</summary>
    LegalRepresentative = 1,

    /// <summary>管理员: all items, within the period of the mandate.</summary>
    UnitAdministrator = 2,

    /// <summary>经办人: the items of the mandate, within its period.</summary>
    Agent = 3,
}
