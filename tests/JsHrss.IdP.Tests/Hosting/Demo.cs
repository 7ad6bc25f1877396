namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Accounts and units of the demonstration data that tests name.</summary>
public static class Demo
{
    public const string PersonalPassword = "Demo-2026!";
    public const string UnitPassword = "Unit-2026!";
    public const string U2Password = "Other-2026!";

    public const string U1 = "91320100MA0000007X";
    public const string U1Number = "13150819";
    public const string U1Name = "示例科技有限公司";
    public const string U2 = "91320100MA0000015Q";
    public const string U2Number = "13150820";
    public const string U2Name = "样本制造有限公司";
    public const string U3 = "91320200MA0000023Q";
    public const string U3Number = "13150821";
    public const string InstitutionNumber = "J0000007";

    /// <summary>张示法, legal representative of U1 and U3.</summary>
    public const string Zhang = "13000000001";

    /// <summary>李示管, administrator of U1 and U2.</summary>
    public const string Li = "13000000002";

    /// <summary>王示办, agent of U1 and U2.</summary>
    public const string Wang = "13000000003";

    /// <summary>赵示期, agent of U1 whose mandate is over.</summary>
    public const string Zhao = "13000000004";

    /// <summary>钱示注, registered only.</summary>
    public const string Qian = "13000000005";

    /// <summary>孙示名, real-name, no unit.</summary>
    public const string Sun = "13000000006";
    public const string SunIdNumber = "320800197006150166";
    public const string SunName = "孙示名";

    /// <summary>周示窗, real-person, no unit.</summary>
    public const string Zhou = "13000000007";

    /// <summary>吴示审, real-person, no unit.</summary>
    public const string Wu = "13000000008";

    /// <summary>郑示计, real-person, no unit.</summary>
    public const string Zheng = "13000000009";

    /// <summary>尤示锁, whose personal password is locked at start.</summary>
    public const string You = "13000000010";

    /// <summary>何示邀, invited to U1 as agent yesterday.</summary>
    public const string He = "13000000012";

    /// <summary>吕示久, invited to U2 as agent 31 days ago.</summary>
    public const string Lu = "13000000013";

    /// <summary>孔示停, suspended agent of U2.</summary>
    public const string Kong = "13000000016";

    /// <summary>严示隐, legal representative of U2 by the register, and no member of it.</summary>
    public const string Yan = "13000000018";

    /// <summary>张示空, agent of U1 without items.</summary>
    public const string ZhangKong = "13000000015";

    /// <summary>曹示构, agent of the institution alone.</summary>
    public const string Cao = "13000000017";
}
