using System.Collections.Immutable;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Units and members of one test: answers the pages, and remembers what they told.</summary>
internal sealed class SceneUnits(Scene scene) : IUnitDesk, IMemberDesk
{
    public const string U1 = "m_00000000000000000000000001", U2 = "m_00000000000000000000000002", U3 = "m_00000000000000000000000003", U4 = "m_00000000000000000000000004";

    public const string Zhang = "m_0000000000000000000000000A", Li = "m_0000000000000000000000000B", Wang = "m_0000000000000000000000000C", Zhao = "m_0000000000000000000000000D", Sun = "m_0000000000000000000000000E";

    public const string LongName = "样本（江苏）智能装备与新材料研究开发股份有限公司南京江北新区第二分公司";

    public MyUnitsShown Mine { get; set; } = new([], false);

    /// <summary>What the address of U1 opens; every other one is nobody's.</summary>
    public UnitEntrance Door { get; set; } = new UnitEntrance.Open(Unit(MemberShown.Representative));

    public string? Representative { get; set; } = "张*";

    public OwnItemsShown Own { get; set; } = new(true, []);

    public MembersShown? Members { get; set; }

    public ItemTree Catalogue { get; set; } = new([]);

    /// <summary>Every unit of the list can be entered, not U1 alone.</summary>
    public bool OpensAll { get; set; }

    /// <summary>What every command is answered.</summary>
    public string? Refusal { get; set; }

    public bool LeavingNeedsProof { get; set; }

    /// <summary>What was tried and may not, in order.</summary>
    public List<string> Noted { get; } = [];

    public static UnitShown Unit(string role, bool isFresh = true, string? barred = null, string name = "示例科技有限公司") => new()
    {
        Membership = U1,
        Name = name,
        CreditCode = "91320100MA0000007X",
        Number = "13150819",
        Type = "enterprise",
        Role = role,
        Start = role == MemberShown.Representative ? null : new DateOnly(2026, 11, 21),
        End = role == MemberShown.Representative ? null : new DateOnly(2027, 11, 20),
        Barred = barred,
        Governs = barred is null && role != MemberShown.Agent,
        MayLeave = role != MemberShown.Representative,
        IsFresh = isFresh,
        Ways = new ProofWays(true, true),
        Acting = Scene.Unit(U1, name) with { Role = role },
    };

    public static MemberShown Member(string id, string role, string state, string name, string number, params string[] actions) => new()
    {
        Id = id,
        Role = role,
        State = state,
        Name = name,
        Number = number,
        Mobile = "1*****02",
        GrantedBy = role == MemberShown.Representative ? null : "张*",
        Start = role == MemberShown.Representative ? null : state == "expired" ? new DateOnly(2025, 11, 21) : new DateOnly(2026, 11, 21),
        End = role == MemberShown.Representative ? null : state == "expired" ? new DateOnly(2026, 11, 20) : new DateOnly(2027, 11, 20),
        Items = role == MemberShown.Agent ? ImmutableSortedSet.Create("SI-0101", "SI-0102") : null,
        ConfirmUntil = state == "pending" ? new DateTimeOffset(2026, 12, 21, 10, 0, 0, TimeSpan.Zero) : null,
        Version = 3,
        Actions = [.. actions],
    };

    /// <summary>U1 as its legal representative sees it.</summary>
    public static MembersShown Four() => new(1, true, [MemberShown.Administrator, MemberShown.Agent], [new(MemberShown.Representative, 1, 1, 1), new(MemberShown.Administrator, 2, 1, 1), new(MemberShown.Agent, 3, 3, 10)],
    [
        Member(Zhang, MemberShown.Representative, "active", "张*", "*****0018") with { IsSelf = true },
        Member(Li, MemberShown.Administrator, "active", "李*", "*****0026", "renew", "replace", "role", "end"),
        Member(Wang, MemberShown.Agent, "active", "王*", "*****123X", "items", "renew", "role", "end"),
        Member(Zhao, MemberShown.Agent, "expired", "赵*", "*****3109", "items", "renew", "role", "end"),
        Member(Sun, MemberShown.Agent, "pending", "孙*", "*****0166", "items", "renew", "role", "end") with { Items = [] },
    ]);

    /// <summary>A small catalogue of two headings.</summary>
    public static ItemTree Small() => new(
    [
        new("SI-01", "劳动关系", false, false, false, [Leaf("SI-0101", "劳动合同拟定"), Leaf("SI-0102", "职称申报单位公示"), Leaf("SI-0202", "劳务派遣年度核验") with { IsOver = true }]),
        new("SI-03", "社会保险", false, false, false, [Leaf("SI-0103", "单位参保登记"), Leaf("SI-0104", "工伤认定申请") with { NeedsRealPerson = true }]),
        Leaf("SI-0901", "单位权益单打印"),
    ]);

    /// <summary>Three thousand items under sixty headings.</summary>
    public static ItemTree Large() => new([.. Enumerable.Range(1, 60).Select(group => new ItemNode($"G-{group:00}", $"第{group}类业务", false, false, false, [.. Enumerable.Range(1, 50).Select(item => Leaf($"G-{group:00}-{item:000}", $"第{group}类第{item}项业务办理申请"))]))]);

    private static ItemNode Leaf(string code, string name) => new(code, name, true, false, false, []);

    public ValueTask<MyUnitsShown?> ListAsync(HttpContext browser, CancellationToken ct) => ValueTask.FromResult(scene.Person is null ? null : Mine);

    public ValueTask<UnitEntrance> EnterAsync(HttpContext browser, string? membership, CancellationToken ct) => ValueTask.FromResult(membership == U1 || (OpensAll && Mine.All.Any(one => one.Membership == membership)) ? Door : new UnitEntrance.Unknown());

    public ValueTask<string?> RepresentativeAsync(HttpContext browser, string membership, CancellationToken ct) => ValueTask.FromResult(Representative);

    public ValueTask<OwnItemsShown?> ItemsAsync(HttpContext browser, string membership, CancellationToken ct) => ValueTask.FromResult<OwnItemsShown?>(Own);

    public ValueTask<UnitLeft?> ToLeaveAsync(HttpContext browser, string? membership, CancellationToken ct) =>
        ValueTask.FromResult(Mine.All.FirstOrDefault(one => one.Membership == membership) is { } unit ? new UnitLeft(unit, 7, LeavingNeedsProof, new ProofWays(false, true)) : null);

    public ValueTask NoteRefusedAsync(HttpContext browser, string membership, string code, CancellationToken ct)
    {
        Noted.Add($"{membership} {code}");
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> LeaveAsync(HttpContext browser, string membership, int version, CancellationToken ct) => Told($"leave {membership} {version}");

    public ValueTask<(MembersShown? Members, string? Refusal)> ListAsync(HttpContext browser, string acting, CancellationToken ct) =>
        ValueTask.FromResult((Members, Members is null ? "operation_forbidden" : null));

    public ValueTask<string?> AcceptAsync(HttpContext browser, string acting, int terms, CancellationToken ct) => Told($"accept {acting} {terms}");

    public ValueTask<string?> AddAsync(HttpContext browser, string acting, MemberTyped typed, CancellationToken ct) =>
        Told(FormattableString.Invariant($"add {acting} {typed.Role} {typed.Name} {typed.DocumentType} {typed.DocumentNumber} {typed.Mobile} {typed.Start:yyyy-MM-dd} {typed.End:yyyy-MM-dd}"));

    public ValueTask<string?> EndAsync(HttpContext browser, MemberTarget target, CancellationToken ct) => Told($"end {target.Member} {target.Version}");

    public ValueTask<string?> RenewAsync(HttpContext browser, MemberTarget target, DateOnly? start, DateOnly? end, CancellationToken ct) => Told(FormattableString.Invariant($"renew {target.Member} {target.Version} {start:yyyy-MM-dd} {end:yyyy-MM-dd}"));

    public ValueTask<string?> ChangeRoleAsync(HttpContext browser, MemberTarget target, string? role, CancellationToken ct) => Told($"role {target.Member} {target.Version} {role}");

    public ValueTask<string?> ReplaceAsync(HttpContext browser, MemberTarget target, MemberTyped typed, CancellationToken ct) => Told($"replace {target.Member} {target.Version} {typed.Name}");

    public ValueTask<string?> GrantAsync(HttpContext browser, MemberTarget target, ImmutableArray<string> items, CancellationToken ct) => Told($"grant {target.Member} {target.Version} {string.Join(' ', items.Order(StringComparer.Ordinal).Take(9))}{(items.Length > 9 ? $" of {items.Length}" : "")}");

    public ItemTree Tree(IReadOnlySet<string> granted) => Catalogue;

    private ValueTask<string?> Told(string what)
    {
        scene.Told.Add(what);
        return ValueTask.FromResult(Refusal);
    }
}
