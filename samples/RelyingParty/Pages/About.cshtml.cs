using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RelyingParty.Pages;

/// <summary>What this sample is, and on a development machine whom one can sign in as.</summary>
internal sealed class AboutModel(IHostEnvironment environment) : PageModel
{
    internal sealed record Account(string Name, string Mobile, string Level, string Units);

    public bool ShowAccounts => environment.IsDevelopment();

    public static IReadOnlyList<Account> Accounts { get; } =
    [
        new("孙示名", "13000000006", "实名用户", "无"),
        new("李示管", "13000000002", "实人用户", "示例科技、样本制造、满员样例的管理员"),
        new("王示办", "13000000003", "实人用户", "示例科技、样本制造、满员样例的经办人"),
        new("张示法", "13000000001", "实人用户", "示例科技、测试商贸的法定代表人"),
        new("赵示期", "13000000004", "实人用户", "示例科技的经办人，授权昨天到期；满员样例的经办人"),
        new("施示未", "13000000014", "实人用户", "示例科技的经办人，授权30天后开始；满员样例的经办人"),
        new("张示空", "13000000015", "实人用户", "示例科技的经办人，还没有事项；满员样例的经办人"),
        new("孔示停", "13000000016", "实人用户", "样本制造的经办人，已暂停；满员样例的经办人；变更样例的管理员"),
        new("曹示构", "13000000017", "实人用户", "只在示例科技的机构 J0000007 里，可以审核"),
        new("韩示亲", "13000000030", "实人用户", "满员样例的法定代表人：已有10名经办人"),
        new("魏示初", "13000000021", "实名用户", "窗口样例的法定代表人，初始密码 Init-7Q4m2X 还没有改"),
        new("郎示港", "13000000035", "实人用户", "样本制造、满员样例的经办人，港澳居民居住证"),
        new("许示冻", "13000000011", "实人用户", "已冻结；注销样例的法定代表人"),
        new("钱示注", "13000000005", "注册用户", "无"),
    ];
}
