namespace UpstreamSandbox.Phone;

/// <summary>Somebody to hand a phone to.</summary>
internal sealed record DemoHolder(string Name, string Account, string What);

/// <summary>The people of the demonstration who are worth a phone (README). Their password is no secret: nobody of them exists.</summary>
internal static class DemoHolders
{
    public const string Password = "Demo-2026!";

    public static IReadOnlyList<DemoHolder> All { get; } =
    [
        new("孙示名", "13000000006", "实名用户，没有单位"),
        new("张示法", "13000000001", "两家单位的法定代表人"),
        new("李示管", "13000000002", "三家单位的管理员"),
        new("王示办", "13000000003", "三家单位的经办人"),
        new("赵示期", "13000000004", "在一家单位的授权昨天到期"),
        new("何示邀", "13000000012", "有两份待确认的经办邀请"),
        new("吕示久", "13000000013", "有一份已过期的经办邀请"),
        new("曹示构", "13000000017", "只在机构里的经办人"),
        new("韩示亲", "13000000030", "满员单位的法定代表人"),
        new("严示隐", "13000000018", "登记信息里的法定代表人，还没有开通"),
    ];
}
