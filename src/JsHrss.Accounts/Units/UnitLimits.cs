namespace JsHrss.Accounts.Units;

/// <summary>How many of each role a unit (or an institution) may have. Everything that is not ended fills a slot: awaiting, suspended and expired ones too (C5).</summary>
/// <remarks>Held by unique indexes of the store (storage design §3), never by counting first.</remarks>
public static class UnitLimits
{
    /// <summary>「一个单位只能有一个法人、最多一个管理员」 (R121).</summary>
    public const int LegalRepresentatives = 1;

    /// <summary>「一个单位只能有一个法人、最多一个管理员」 (R121).</summary>
    public const int Administrators = 1;

    /// <summary>「最多可以有10个经办人员」 (R125).</summary>
    public const int Agents = 10;
}
