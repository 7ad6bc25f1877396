using System.Collections.Immutable;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Units and members of one test: answers the pages, and remembers what they told.</summary>
internal sealed class SceneUnits(Scene scene) : IUnitDesk, IMemberDesk, IInstitutionDesk
{
    public const string U1 = "m_00000000000000000000000001", U2 = "m_00000000000000000000000002", U3 = "m_00000000000000000000000003", U4 = "m_00000000000000000000000004";

    public const string Zhang = "m_0000000000000000000000000A", Li = "m_0000000000000000000000000B", Wang = "m_0000000000000000000000000C", Zhao = "m_0000000000000000000000000D", Sun = "m_0000000000000000000000000E";

    public const string Base = "i_0000000000000000000000000B", Applied = "i_0000000000000000000000000C", Refused = "i_0000000000000000000000000D", Suspended = "i_0000000000000000000000000E";

    public const string LongName = "样本（江苏）智能装备与新材料研究开发股份有限公司南京江北新区第二分公司";

    public MyUnitsShown Mine { get; set; } = new([], false);

    /// <summary>What the address of U1 opens; every other one is nobody's.</summary>
    public UnitEntrance Door { get; set; } = new UnitEntrance.Open(Unit(MemberShown.Representative));

    public string? Representative { get; set; } = "张*";

    public OwnItemsShown Own { get; set; } = new(true, []);

    public MembersShown? Members { get; set; }

    /// <summary>Members of the institution; null: those of the unit stand there too.</summary>
    public MembersShown? Inside { get; set; }

    /// <summary>机构管理; null: not this member's matter.</summary>
    public InstitutionsShown? Institutions { get; set; } = new([], null);

    /// <summary>Behind which the list was last asked for.</summary>
    public string? After { get; private set; }

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
        KeepsInstitutions = barred is null && role != MemberShown.Agent,
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

    /// <summary>The members of an institution, as the legal representative of its unit sees them.</summary>
    public static MembersShown Within() => Four() with
    {
        Institution = new InstitutionGoverned("示例见习基地", "J0000007", true),
        Cards = [new(MemberShown.Administrator, 2, 1, 1), new(MemberShown.Agent, 3, 3, 10)],
        All = [.. Four().All.Skip(1)],
    };

    /// <summary>What a unit may have and have asked for.</summary>
    public static InstitutionsShown Some() => new(
    [
        Institution(Base, "active", "示例见习基地", "J0000007") with { Administrators = 1, Agents = 3 },
        Institution(Applied, "applied", "示例高校毕业生就业见习示范基地", null),
        Institution(Refused, "refused", "示例重名基地", null) with { Reason = "材料不全，请补充场地证明后重新申请" },
        Institution(Suspended, "suspended", "样本（江苏）智能装备与新材料研究开发股份有限公司江北新区高校毕业生就业见习示范", "J0000009") with { Reason = "年检未过", Agents = 10 },
        Institution("i_0000000000000000000000000F", "ended", "示例停办基地", "J0000003") with { Reason = "单位申请终止" },
        Institution("i_0000000000000000000000000G", "withdrawn", "示例撤回基地", null),
    ], null);

    private static InstitutionShown Institution(string id, string state, string name, string? number) => new()
    {
        Id = id,
        Name = name,
        BusinessLine = "人才流动服务",
        Number = number,
        State = state,
        CreatedAt = new DateTimeOffset(2026, 11, 20, 2, 30, 0, TimeSpan.Zero),
        Version = 2,
    };

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

    public ValueTask<(MembersShown? Members, string? Refusal)> ListAsync(HttpContext browser, MembersOf place, CancellationToken ct) => ValueTask.FromResult(
        place.Institution is null ? (Members, Members is null ? "operation_forbidden" : null)
        : Members is not null && (place.Institution == Base || Institutions?.All.Any(one => one.Id == place.Institution && one.HasMembers) == true) ? (Inside ?? Members, null)
        : ((MembersShown?)null, (string?)"institution_unknown"));

    public ValueTask<string?> AcceptAsync(HttpContext browser, MembersOf place, int terms, CancellationToken ct) =>
        place.Institution is null ? Told($"accept {At(place)} {terms}") : ValueTask.FromResult<string?>("operation_forbidden");

    public ValueTask<string?> AddAsync(HttpContext browser, MembersOf place, MemberTyped typed, CancellationToken ct) =>
        Told(FormattableString.Invariant($"add {At(place)} {typed.Role} {typed.Name} {typed.DocumentType} {typed.DocumentNumber} {typed.Mobile} {typed.Start:yyyy-MM-dd} {typed.End:yyyy-MM-dd}"));

    public ValueTask<string?> EndAsync(HttpContext browser, MemberTarget target, CancellationToken ct) => Told($"end {At(target)} {target.Version}");

    public ValueTask<string?> RenewAsync(HttpContext browser, MemberTarget target, DateOnly? start, DateOnly? end, CancellationToken ct) => Told(FormattableString.Invariant($"renew {At(target)} {target.Version} {start:yyyy-MM-dd} {end:yyyy-MM-dd}"));

    public ValueTask<string?> ChangeRoleAsync(HttpContext browser, MemberTarget target, string? role, CancellationToken ct) => Told($"role {At(target)} {target.Version} {role}");

    public ValueTask<string?> ReplaceAsync(HttpContext browser, MemberTarget target, MemberTyped typed, CancellationToken ct) => Told($"replace {At(target)} {target.Version} {typed.Name}");

    public ValueTask<string?> GrantAsync(HttpContext browser, MemberTarget target, ImmutableArray<string> items, CancellationToken ct) => Told($"grant {At(target)} {target.Version} {string.Join(' ', items.Order(StringComparer.Ordinal).Take(9))}{(items.Length > 9 ? $" of {items.Length}" : "")}");

    public ValueTask<(InstitutionsShown? Institutions, string? Refusal)> ListAsync(HttpContext browser, string acting, string? after, CancellationToken ct)
    {
        After = after;
        return ValueTask.FromResult((Institutions, Institutions is null ? "operation_forbidden" : null));
    }

    public ValueTask<(InstitutionShown? Institution, string? Refusal)> FindAsync(HttpContext browser, string acting, string institution, CancellationToken ct) => ValueTask.FromResult(
        Institutions is null ? ((InstitutionShown?)null, (string?)"operation_forbidden") : Institutions.All.FirstOrDefault(one => one.Id == institution) is { } found ? (found, null) : (null, "institution_unknown"));

    public ValueTask<string?> ApplyAsync(HttpContext browser, string acting, string? name, string? businessLine, CancellationToken ct) => Told($"apply {acting} {name} {businessLine}");

    public ValueTask<string?> WithdrawAsync(HttpContext browser, string acting, string institution, int version, CancellationToken ct) => Told($"withdraw {acting} {institution} {version}");

    private static string At(MembersOf place) => place.Institution is null ? place.Acting : $"{place.Acting}/{place.Institution}";

    private static string At(MemberTarget target) => target.Place.Institution is null ? target.Member : $"{target.Place.Institution}/{target.Member}";

    public ItemTree Tree(IReadOnlySet<string> granted) => Catalogue;

    private ValueTask<string?> Told(string what)
    {
        scene.Told.Add(what);
        return ValueTask.FromResult(Refusal);
    }
}
