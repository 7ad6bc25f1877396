using System.Globalization;

namespace RelyingParty.Hall;

/// <summary>The Chinese words for the codes in tokens. An unknown code is shown as it is: a new word must not break an old page.</summary>
internal static class Words
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static string Role(string? code) => code switch
    {
        "legal_representative" => "法定代表人",
        "administrator" => "管理员",
        "agent" => "经办人",
        _ => code ?? "",
    };

    public static string Link(string? code) => code switch
    {
        "registry" => "登记信息核对",
        "counter" => "经办窗口核验",
        "legacy" => "原网办大厅升级",
        "federated" => "其他政务平台核验",
        "delegated" => "本单位授权",
        _ => code ?? "",
    };

    public static string UnitKind(string? code) => code switch
    {
        "enterprise" => "企业",
        "institution" => "事业单位",
        "individual_business" => "个体工商户",
        "social_organization" => "社会组织",
        "other" => "其他",
        _ => code ?? "",
    };

    public static string Level(Level level) => level switch
    {
        Hall.Level.RealPerson => "实人用户",
        Hall.Level.RealName => "实名用户",
        _ => "注册用户",
    };

    public static string Day(DateOnly day) => day.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.ToOffset(China).ToString("yyyy'年'M'月'd'日' HH:mm:ss", CultureInfo.InvariantCulture);
}
