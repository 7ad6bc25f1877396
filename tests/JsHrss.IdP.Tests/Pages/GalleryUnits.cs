using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>The pages of units, and every state of them.</summary>
internal static class GalleryUnits
{
    private const string At = $"/unit/{SceneUnits.U1}";

    public static IReadOnlyList<Gallery.Picture> All { get; } =
    [
        new("unit-mine", "/unit?done=left", () => Of(units => units.OpensAll = true)),
        new("unit-mine-none", "/unit", () => Of(units => units.Mine = new([], false))),
        new("unit-mine-one", "/unit", () => Of(units => units.Mine = new([.. Mine().All.Take(1)], true))),
        new("unit-account", At, () => Of(_ => { })),
        new("unit-account-ended", At, () => Of(units => (units.Door, units.Mine) = (new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Agent, barred: "ended", name: SceneUnits.LongName)), new([Mine().All[2] with { Membership = SceneUnits.U1 }], false)))),
        new("unit-items", $"{At}/items", () => Of(units => (units.Door, units.Own) = (new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Agent)), new(false, [new("SI-0101", "劳动合同拟定", false), new("SI-0104", "工伤认定申请", true)])))),
        new("unit-items-none", $"{At}/items", () => Of(units => (units.Door, units.Own) = (new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Agent)), new(false, [])))),
        new("unit-items-all", $"{At}/items", () => Of(_ => { })),
        new("unit-leave", $"/unit/{SceneUnits.U2}/leave", () => Of(units => units.Mine = Mine())),
        new("unit-leave-proof", $"/unit/{SceneUnits.U2}/leave", () => Of(units => (units.Mine, units.LeavingNeedsProof) = (Mine(), true))),
        new("unit-terms", $"{At}/members", () => Of(units => units.Members = SceneUnits.Four() with { AreTermsAccepted = false })),
        new("unit-members-empty", $"{At}/members?done=terms", () => Of(units => units.Members = Empty())),
        new("unit-members", $"{At}/members?done=added", () => Of(units => units.Members = SceneUnits.Four())),
        new("unit-members-full", $"{At}/members", () => Of(units => (units.Members, units.Door) = (Full(), new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Administrator, name: SceneUnits.LongName))))),
        new("unit-member-new", $"{At}/members/new", () => Of(units => units.Members = SceneUnits.Four())),
        new("unit-member-new-wrong", $"{At}/members/new", () => Of(units => units.Members = SceneUnits.Four()), ("Name", "阿卜杜热合曼·示例长名"), ("DocumentNumber", ""), ("Mobile", "130"), ("Start", "2026-11-21")),
        new("unit-member-new-refused", $"{At}/members/new", () => Of(units => (units.Members, units.Refusal) = (SceneUnits.Four(), "agents_full")), ("Name", "阿卜杜热合曼·示例长名"), ("DocumentNumber", "320800197006150166"), ("Mobile", "13000000006")),
        new("unit-member-new-full", $"{At}/members/new", () => Of(units => units.Members = Full())),
        new("unit-member-replace", $"{At}/members/{SceneUnits.Li}/replace", () => Of(units => units.Members = SceneUnits.Four())),
        new("unit-member-end", $"{At}/members/{SceneUnits.Wang}/end", () => Of(units => units.Members = SceneUnits.Four())),
        new("unit-member-end-proof", $"{At}/members/{SceneUnits.Li}/end", () => Of(units => (units.Members, units.Door) = (SceneUnits.Four(), new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Representative, isFresh: false))))),
        new("unit-member-renew", $"{At}/members/{SceneUnits.Zhao}/renew", () => Of(units => (units.Members, units.Refusal) = (SceneUnits.Four(), "period_too_long")), ("End", "2036-11-20")),
        new("unit-member-role", $"{At}/members/{SceneUnits.Wang}/role", () => Of(units => units.Members = SceneUnits.Four())),
        new("unit-member-items", $"{At}/members/{SceneUnits.Wang}/items", () => Of(units => (units.Members, units.Catalogue) = (SceneUnits.Four(), SceneUnits.Small()))),
        new("unit-member-items-many", $"{At}/members/{SceneUnits.Wang}/items", () => Of(units => (units.Members, units.Catalogue) = (SceneUnits.Four(), SceneUnits.Large()))),
        new("unit-member-items-none", $"{At}/members/{SceneUnits.Wang}/items", () => Of(units => units.Members = SceneUnits.Four())),
        new("unit-member-damaged", $"{At}/members", () => Of(units => units.Members = SceneUnits.Four() with { All = [.. SceneUnits.Four().All.Select(one => one.Id == SceneUnits.Wang ? one with { State = "damaged", Actions = ["end"] } : one)] })),
        new("unit-institutions", $"{At}/institutions?done=applied", () => Of(units => units.Institutions = SceneUnits.Some() with { Next = SceneUnits.Suspended })),
        new("unit-institutions-none", $"{At}/institutions", () => Of(units => units.Door = new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Administrator, name: SceneUnits.LongName)))),
        new("unit-institution-new-refused", $"{At}/institutions/new", () => Of(units => units.Refusal = "name_unfit"), ("Name", "示例<基地>"), ("BusinessLine", "人才流动服务")),
        new("unit-institution-withdraw", $"{At}/institutions/{SceneUnits.Applied}/withdraw", () => Of(units => units.Institutions = SceneUnits.Some())),
        new("unit-institution-members-closed", $"{At}/institutions/{SceneUnits.Base}/members", () => Of(units => units.Inside = SceneUnits.Within() with { Institution = new("样本（江苏）智能装备与新材料研究开发股份有限公司江北新区高校毕业生就业见习示范", "J0000009", false) })),
        new("error-unit-unknown", $"/unit/{SceneUnits.U2}", () => Of(_ => { })),
        new("error-unit-forbidden", $"{At}/members", () => Of(units => units.Members = null)),
    ];

    private static Scene Of(Action<SceneUnits> with)
    {
        var scene = new Scene { Person = Scene.Wang };
        (scene.Units.Members, scene.Units.Mine) = (SceneUnits.Four(), Mine());
        with(scene.Units);
        return scene;
    }

    private static MyUnitsShown Mine() => new(
    [
        new(SceneUnits.U1, "示例科技有限公司", null, MemberShown.Representative, "open", null, null, null, null, true, false),
        new(SceneUnits.U2, SceneUnits.LongName, "工伤保险业务部", MemberShown.Administrator, "proof_missing", null, new(2026, 11, 21), new(2027, 11, 20), null, true, true),
        new(SceneUnits.U3, "测试商贸有限公司", null, MemberShown.Agent, "closed", "ended", new(2025, 11, 21), new(2026, 11, 20), null, true, true),
        new(SceneUnits.U4, "演示建筑工程有限公司", null, MemberShown.Agent, "pending", null, new(2026, 11, 21), new(2027, 11, 20), new(2026, 12, 20, 2, 0, 0, TimeSpan.Zero), false, true),
    ], false);

    private static MembersShown Empty() => SceneUnits.Four() with
    {
        Cards = [new(MemberShown.Representative, 1, 1, 1), new(MemberShown.Administrator, 2, 0, 1), new(MemberShown.Agent, 3, 0, 10)],
        All = [.. SceneUnits.Four().All.Take(1)],
    };

    /// <summary>Ten agents, as the administrator sees them.</summary>
    private static MembersShown Full() => SceneUnits.Four() with
    {
        MayAdd = [MemberShown.Agent],
        Cards = [new(MemberShown.Representative, 1, 1, 1), new(MemberShown.Administrator, 2, 1, 1), new(MemberShown.Agent, 3, 10, 10)],
        All =
        [
            .. SceneUnits.Four().All.Take(2).Select(member => member with { IsSelf = member.Id == SceneUnits.Li, Actions = [] }),
            .. Enumerable.Range(0, 10).Select(n => SceneUnits.Member($"m_000000000000000000000000{n}1", MemberShown.Agent, n switch { 0 => "not_started", 1 => "suspended", 2 => "pending", _ => "active" }, n == 3 ? "A*" : "阿*", "*****0166", "items", "renew", "end")),
        ],
    };
}
