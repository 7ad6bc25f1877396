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

    /// <summary>What may be done with an item.</summary>
    public static string Actions(IEnumerable<string> codes) => string.Join("、", codes.Select(code => code switch
    {
        "query" => "查询",
        "submit" => "申报",
        "review" => "审核",
        _ => code,
    }));

    public static string Level(Level level) => level switch
    {
        Hall.Level.RealPerson => "实人用户",
        Hall.Level.RealName => "实名用户",
        _ => "注册用户",
    };

    /// <summary>Why a unit of the person is not served now.</summary>
    public static string NotServed(string? reason) => reason switch
    {
        "not_started" or "ended" => "您的授权未生效或已到期，请联系法定代表人或管理员更新期限",
        "awaiting_confirmation" => "请先到江苏智慧人社APP“我的-企业服务”确认",
        "suspended" => "授权已暂停，请联系法定代表人或管理员",
        "unit_inactive" or "institution_inactive" => "单位已注销或暂停",
        "level_too_low" => "需要更高的认证等级",
        _ => "现在不能为这个单位办事",
    };

    public static string Day(DateOnly day) => day.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.ToOffset(China).ToString("yyyy'年'M'月'd'日' HH:mm:ss", CultureInfo.InvariantCulture);
}
