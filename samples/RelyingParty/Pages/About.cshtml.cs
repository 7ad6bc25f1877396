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
        new("李示管", "13000000002", "实人用户", "示例科技、样本制造的管理员"),
        new("王示办", "13000000003", "实人用户", "示例科技、样本制造的经办人"),
        new("张示法", "13000000001", "实人用户", "示例科技、测试商贸的法定代表人"),
        new("赵示期", "13000000004", "实人用户", "示例科技的经办人，授权昨天到期"),
        new("钱示注", "13000000005", "注册用户", "无"),
    ];
}
