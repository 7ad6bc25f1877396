using System.Collections.Immutable;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Seed;

/// <summary>The synthetic people, units and items of a Development start, as plain tables (README, "Accounts"). Dates are days from the first start.</summary>
internal static class DemoHall
{
    public const string PersonalPassword = "Demo-2026!";
    public const string MemberPassword = "Unit-2026!";
    public const string MemberPasswordOfU2 = "Other-2026!";

    public static ImmutableArray<DemoPerson> People { get; } =
    [
        new("张示法", "320100199001010018", "13000000001", DemoLevel.RealPerson),
        new("李示管", "320100199001010026", "13000000002", DemoLevel.RealPerson),
        new("王示办", "32010019851231123X", "13000000003", DemoLevel.RealPerson),
        new("赵示期", "320500200002293109", "13000000004", DemoLevel.RealPerson),
        new("钱示注", "321300194910019991", "13000000005", DemoLevel.Registered),
        new("孙示名", "320800197006150166", "13000000006", DemoLevel.RealName),
        new("周示窗", "32010019880808008X", "13000000007", DemoLevel.RealPerson),
        new("吴示审", "32010019880808016X", "13000000008", DemoLevel.RealPerson),
        new("郑示计", "321100199911302459", "13000000009", DemoLevel.RealPerson),
        new("尤示锁", "320300199008080116", "13000000010", DemoLevel.RealName) { LockedAtStart = true },
        new("许示冻", "320500198302270128", "13000000011", DemoLevel.RealPerson) { Frozen = true },
        new("何示邀", "320800199406300134", "13000000012", DemoLevel.RealName),
        new("吕示久", "321200198610010146", "13000000013", DemoLevel.RealName),
        new("施示未", "321200199202170153", "13000000014", DemoLevel.RealPerson),
        new("张示空", "321300199804040167", "13000000015", DemoLevel.RealPerson),
        new("孔示停", "321100198512120178", "13000000016", DemoLevel.RealPerson),
        new("曹示构", "320100199609250183", "13000000017", DemoLevel.RealPerson),
        // On record as legal representative of U2 (the sandbox's registration authority says so), and never made a member there (C38).
        new("严示隐", "320100197303190190", "13000000018", DemoLevel.RealPerson),
        // Of U7 the register has another legal representative by now (C7).
        new("金示旧", "320500196801160215", "13000000019", DemoLevel.RealPerson),
        new("华示新", "320500197607070202", "13000000020", DemoLevel.RealName),
        new("魏示初", "320400197905240227", "13000000021", DemoLevel.RealName),
        new("喻示换", "321000198803030281", "13000000027", DemoLevel.RealName),
        new("韩示亲", "320200198405180073", "13000000030", DemoLevel.RealPerson),
        new("郎示港", "810000198801010039", "13000000035", DemoLevel.RealPerson) { Document = IdDocumentType.HongKongMacaoResidencePermit },
    ];

    public static ImmutableArray<DemoUnit> Units { get; } =
    [
        new("U1", "示例科技有限公司", "91320100MA0000007X", "13150819", "320100"),
        new("U2", "样本制造有限公司", "91320100MA0000015Q", "13150820", "320100"),
        new("U3", "测试商贸有限公司", "91320200MA0000023Q", "13150821", "320200"),
        new("U4", "满员样例服务有限公司", "91320200MA0001018E", "13150822", "320200"),
        new("U6", "窗口样例有限公司", "91320400MA0001034E", "13150824", "320400") { OpenedAt = -1 },
        new("U7", "变更样例有限公司", "91320500MA0001042E", "13150825", "320500"),
        new("U8", "注销样例有限公司", "91320600MA0001050E", "13150826", "320600") { Status = UnitStatus.Ended },
        new("U11", "示例小吃店", "92321000MA0001069M", "13150828", "321000") { Type = UnitType.IndividualBusiness },
    ];

    public static ImmutableArray<DemoInstitution> Institutions { get; } =
    [
        new("示例见习基地", "人才流动服务", "U1") { Number = "J0000007" },
        // It waits for an officer. Approving gives it the next number, J0000008 when nothing else was approved before.
        new("示例第二见习基地", "人才流动服务", "U1") { AppliedBy = "李示管" },
    ];

    /// <summary>U4 has one of each and ten agents: somebody who is frozen and an invitation that waits fill slots as well (C5).</summary>
    private static IEnumerable<DemoMember> FullUnit =>
    [
        new("韩示亲", "U4", DemoRole.LegalRepresentative, "registry"),
        new("李示管", "U4", DemoRole.Administrator, "delegated") { From = 0, To = 365 },
        .. "王示办 赵示期 施示未 张示空 孔示停 郎示港 严示隐 金示旧 许示冻 何示邀".Split(' ').Select(agent =>
            new DemoMember(agent, "U4", DemoRole.Agent, "delegated") { From = 0, To = 365, Items = ["SI-0101", "SI-0203"], InvitedAt = agent == "何示邀" ? -2 : null }),
    ];

    /// <summary>One of ten, so the default (M11).</summary>
    public static ImmutableArray<DemoAddress> Addresses { get; } = [new("韩示亲", new AddressTyped("韩示亲", "320211", "示例路78号2幢301室", "214000", "13000000030", MakeDefault: true))];

    public static ImmutableArray<DemoMember> Members { get; } =
    [
        new("张示法", "U1", DemoRole.LegalRepresentative, "registry"),
        new("张示法", "U3", DemoRole.LegalRepresentative, "registry"),
        new("李示管", "U1", DemoRole.Administrator, "delegated") { From = 0, To = 365 },
        new("李示管", "U2", DemoRole.Administrator, "legacy") { From = 0, To = 365 },
        new("王示办", "U1", DemoRole.Agent, "delegated") { From = 0, To = 365, Items = ["SI-0101", "SI-0102"] },
        new("王示办", "U2", DemoRole.Agent, "delegated") { From = 0, To = 365, Items = ["SI-0201"] },
        new("赵示期", "U1", DemoRole.Agent, "delegated") { From = -366, To = -1, Items = ["SI-0101"] },
        new("何示邀", "U1", DemoRole.Agent, "delegated") { From = -1, To = 364, Items = ["SI-0101"], InvitedAt = -1 },
        new("吕示久", "U2", DemoRole.Agent, "delegated") { From = -31, To = 334, Items = ["SI-0201"], InvitedAt = -31 },
        new("施示未", "U1", DemoRole.Agent, "delegated") { From = 30, To = 395, Items = ["SI-0101"] },
        new("张示空", "U1", DemoRole.Agent, "delegated") { From = 0, To = 365 },
        new("孔示停", "U2", DemoRole.Agent, "delegated") { From = 0, To = 365, Items = ["SI-0201"], Suspended = true },
        new("曹示构", "U1", DemoRole.Agent, "delegated") { From = 0, To = 365, Items = ["SI-0301"], Institution = "J0000007" },
        new("郎示港", "U2", DemoRole.Agent, "delegated") { From = 0, To = 365, Items = ["SI-0201"] },
        .. FullUnit,
        new("魏示初", "U6", DemoRole.LegalRepresentative, "counter") { InitialPassword = "Init-7Q4m2X" },
        new("金示旧", "U7", DemoRole.LegalRepresentative, "registry"),
        new("孔示停", "U7", DemoRole.Administrator, "delegated") { From = 0, To = 365 },
        new("许示冻", "U8", DemoRole.LegalRepresentative, "registry"),
        new("喻示换", "U11", DemoRole.LegalRepresentative, "counter"),
    ];

    public static ImmutableArray<DemoItem> Items { get; } =
    [
        new("SI-0101", "劳动合同拟定"),
        new("SI-0102", "职称申报单位公示"),
        new("SI-0103", "单位参保登记"),
        new("SI-0104", "工伤认定申请") { Level = DemoLevel.RealPerson },
        new("SI-0201", "失业保险稳岗返还") { Level = DemoLevel.RealPerson },
        new("SI-0202", "劳务派遣年度核验"),
        new("SI-0203", "单位权益单打印"),
        new("SI-0204", "和谐劳动关系创建评价"),
        new("SI-0301", "职业技能等级认定") { Actions = ["query", "submit", "review"] },
    ];
}

internal enum DemoLevel
{
    Registered,
    RealName,
    RealPerson,
}

internal enum DemoRole
{
    LegalRepresentative,
    Administrator,
    Agent,
}

internal sealed record DemoPerson(string Name, string IdNumber, string Mobile, DemoLevel Level)
{
    public IdDocumentType Document { get; init; } = IdDocumentType.ResidentIdentityCard;

    public bool LockedAtStart { get; init; }

    public bool Frozen { get; init; }
}

internal sealed record DemoAddress(string Person, AddressTyped Written);

internal sealed record DemoUnit(string Key, string Name, string Code, string Number, string Region)
{
    public UnitType Type { get; init; } = UnitType.Enterprise;

    public UnitStatus Status { get; init; } = UnitStatus.Active;

    /// <summary>Days from the first start.</summary>
    public int OpenedAt { get; init; }
}

internal sealed record DemoInstitution(string Name, string BusinessLine, string Unit)
{
    /// <summary>Null: it is only applied for.</summary>
    public string? Number { get; init; }

    /// <summary>A member of the unit; null: an officer opened it.</summary>
    public string? AppliedBy { get; init; }
}

/// <summary>From and To are days from the first start, both inclusive; a legal representative has none.</summary>
internal sealed record DemoMember(string Person, string Unit, DemoRole Role, string Link)
{
    public int? From { get; init; }

    public int? To { get; init; }

    public ImmutableArray<string> Items { get; init; } = [];

    public bool Suspended { get; init; }

    public string? Institution { get; init; }

    /// <summary>Invited that many days from the first start and not confirmed since: without a password, which the confirming person sets (R134).</summary>
    public int? InvitedAt { get; init; }

    /// <summary>Handed out by the system, to be changed at its first use; null: an ordinary password (C24).</summary>
    public string? InitialPassword { get; init; }
}

internal sealed record DemoItem(string Code, string Name)
{
    public DemoLevel Level { get; init; } = DemoLevel.RealName;

    public ImmutableArray<string> Actions { get; init; } = ["query", "submit"];
}
