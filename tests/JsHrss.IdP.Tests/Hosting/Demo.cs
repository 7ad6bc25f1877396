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
    public const string U4 = "91320200MA0001018E";
    public const string U4Number = "13150822";
    public const string U4Name = "满员样例服务有限公司";
    public const string U6 = "91320400MA0001034E";
    public const string U7 = "91320500MA0001042E";
    public const string U8 = "91320600MA0001050E";
    public const string U11 = "92321000MA0001069M";
    public const string InstitutionNumber = "J0000007";

    /// <summary>张示法, legal representative of U1 and U3.</summary>
    public const string Zhang = "13000000001";

    /// <summary>李示管, administrator of U1, U2 and U4.</summary>
    public const string Li = "13000000002";

    /// <summary>王示办, agent of U1, U2 and U4.</summary>
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

    /// <summary>许示冻, frozen by an officer, agent of U4.</summary>
    public const string Xu = "13000000011";

    /// <summary>何示邀, invited to U1 as agent yesterday, to U4 the day before.</summary>
    public const string He = "13000000012";

    /// <summary>吕示久, invited to U2 as agent 31 days ago.</summary>
    public const string Lu = "13000000013";

    /// <summary>施示未, agent of U1 whose mandate begins in 30 days.</summary>
    public const string Shi = "13000000014";

    /// <summary>孔示停, suspended agent of U2.</summary>
    public const string Kong = "13000000016";

    /// <summary>严示隐, legal representative of U2 by the register, and no member of it.</summary>
    public const string Yan = "13000000018";

    /// <summary>金示旧, legal representative of U7 whom the register has replaced.</summary>
    public const string Jin = "13000000019";

    /// <summary>魏示初, legal representative of U6 with an initial password.</summary>
    public const string Wei = "13000000021";
    public const string InitialPassword = "Init-7Q4m2X";

    /// <summary>喻示换, legal representative of U11 and of nothing else.</summary>
    public const string Yu = "13000000027";

    /// <summary>韩示亲, legal representative of U4.</summary>
    public const string Han = "13000000030";

    /// <summary>郎示港, agent of U2 and U4, with a residence permit of Hong Kong and Macao residents.</summary>
    public const string Lang = "13000000035";
    public const string LangPermit = "810000198801010039";

    /// <summary>张示空, agent of U1 without items.</summary>
    public const string ZhangKong = "13000000015";

    /// <summary>曹示构, agent of the institution alone.</summary>
    public const string Cao = "13000000017";
}
