namespace RelyingParty.Hall;

/// <summary>One thing that can be done at this hall.</summary>
/// <param name="Code">For unit services the business item code of the identity provider.</param>
/// <param name="SignedInWithin">How recent the sign-in must be, for what is hard to undo.</param>
/// <param name="InPerson">The person must have shown in this sign-in that they sit there, by more than a password.</param>
internal sealed record Service(string Code, string Name, string About, Level AtLeast, string Icon, TimeSpan? SignedInWithin = null, bool InPerson = false);

/// <summary>What this hall offers. The names of unit services are those of the department's list of items.</summary>
internal static class Services
{
    /// <summary>How old a sign-in may be where the result is a payment or a finding.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<Service> Personal { get; } =
    [
        new("PS-0001", "就业政策查询", "按所在地区查看就业创业补贴政策。", Level.Registered, "search"),
        new("PS-0002", "个人权益单打印", "查看并打印本人社会保险参保缴费凭证。", Level.RealName, "print"),
        new("PS-0003", "社保关系转移接续", "跨地区就业后，把社会保险关系转到现参保地。", Level.RealName, "swap"),
        new("PS-0004", "职称证书查询", "查看本人取得的职称和证书信息。", Level.RealName, "license"),
        new("PS-0005", "养老待遇资格认证", "每年一次，确认本人仍可领取养老待遇。", Level.RealPerson, "face", InPerson: true),
        new("PS-0006", "失业保险金申领", "失业后按月领取失业保险金。", Level.RealPerson, "pay", Recent),
    ];

    public static IReadOnlyList<Service> ForUnits { get; } =
    [
        new("SI-0101", "劳动合同拟定", "按示范文本拟定并保存劳动合同。", Level.RealName, "edit"),
        new("SI-0102", "职称申报单位公示", "公示本单位职工的职称申报材料。", Level.RealName, "users"),
        new("SI-0103", "单位参保登记", "为本单位办理社会保险参保登记。", Level.RealName, "building"),
        new("SI-0104", "工伤认定申请", "职工发生工伤后，由单位提出认定申请。", Level.RealPerson, "shield", Recent),
        new("SI-0201", "失业保险稳岗返还", "少裁员的单位可按规定申请返还。", Level.RealPerson, "pay", Recent),
        new("SI-0202", "劳务派遣年度核验", "劳务派遣单位报送上一年度经营情况。", Level.RealName, "list"),
        new("SI-0203", "单位权益单打印", "查看并打印本单位参保缴费凭证。", Level.RealName, "print"),
        new("SI-0204", "和谐劳动关系创建评价", "申报和谐劳动关系单位并查看评价。", Level.RealName, "check-circle"),
        new("SI-0301", "职业技能等级认定", "以单位身份参与技能等级认定的审核。", Level.RealName, "license"),
    ];

    public static IReadOnlyList<Service> For(Party party) => party.IsUnit ? ForUnits : Personal;

    public static Service? Find(Party party, string code) => For(party).FirstOrDefault(service => service.Code == code);
}
