using System.Net.Mime;
using System.Text.Json.Serialization.Metadata;
using JsHrss.Accounts.Governance;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Limits;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Api.Units;

/// <summary>Members of a unit, and by the same handlers those of an institution of it.</summary>
internal static class MemberEndpoints
{
    private const string Json = MediaTypeNames.Application.Json;

    public static void MapMembers(this RouteGroupBuilder unit)
    {
        Map(unit.MapGroup("/members"), "Member", "of the unit");
        Map(unit.MapGroup("/institutions/{institution}/members"), "InstitutionMember", "of an institution of the unit");
    }

    private static void Map(RouteGroupBuilder members, string kind, string whose)
    {
        Describe<MembersMessage>(members.MapGet("", ListAsync), $"list{kind}s", $"Who acts for it: the cards with their counts, and the members {whose}, masked.");
        Describe(members.MapPost("", AddAsync), $"add{kind}", $"Adds a member {whose}, who confirms in the app. One answer for every name, document and mobile that do not belong together.", 400, 409, 413, 422, 429)
            .Accepts<NewMemberBody>(Json, UnitBody.AnyType).Produces<NewMember>(StatusCodes.Status201Created);
        Describe<MemberMessage>(members.MapGet("/{member}", FindAsync), $"get{kind}", $"One member {whose}. Its ETag goes with every change.");
        Describe<ItemsPage>(members.MapGet("/{member}/items", ItemsAsync), $"get{kind}Items", $"可经办业务范围 of one member {whose}.", 400);
        Describe(members.MapDelete("/{member}", EndAsync), $"delete{kind}", $"Ends a member {whose}, with all that acts for it.", 204, 412, 428, 429);
        Describe(members.MapPut("/{member}/period", RenewAsync), $"put{kind}Period", $"更新期限 of a member {whose}.", 204, 400, 412, 413, 422, 428, 429).Accepts<PeriodBody>(Json, UnitBody.AnyType);
        Describe(members.MapPut("/{member}/role", ChangeRoleAsync), $"put{kind}Role", $"身份变更 of a member {whose}: the legal representative alone. What acted in the former role ends.", 204, 400, 409, 412, 413, 422, 428, 429).Accepts<RoleBody>(Json, UnitBody.AnyType);
        Describe(members.MapPut("/{member}/items", GrantAsync), $"put{kind}Items", $"授权: all items of an agent {whose}, anew.", 204, 400, 412, 413, 422, 428, 429).Accepts<MemberItemsBody>(Json, UnitBody.AnyType);
        Describe(members.MapPost("/{member}/replacement", ReplaceAsync), $"replace{kind}", $"Puts another person in the place of the administrator {whose}: both or neither.", 400, 409, 412, 413, 422, 428, 429)
            .Accepts<ReplacementBody>(Json, UnitBody.AnyType).Produces<NewMember>(StatusCodes.Status201Created);
    }

    private static Task<IResult> ListAsync(HttpContext http, string unit, string? institution, UnitDoor door, MemberListDesk desk, CancellationToken ct) =>
        door.ReadAsync(http, unit, acting => In(acting, institution, place => desk.ListAsync(acting, place, ct)), ct);

    private static Task<IResult> FindAsync(HttpContext http, string unit, string? institution, string member, UnitDoor door, MemberListDesk desk, CancellationToken ct) =>
        door.ReadAsync(http, unit, acting => In(acting, institution, place => desk.FindAsync(acting, place, member, ct)), ct);

    private static Task<IResult> ItemsAsync(
        HttpContext http, string unit, string? institution, string member, [FromQuery] string? cursor, [FromQuery] string? limit, UnitDoor door, MemberListDesk desk, CancellationToken ct) => door.ReadAsync(
        http,
        unit,
        acting => In(acting, institution, async place => PageWish.Read(cursor, limit) is var (wish, refusal) && wish is not null ? await desk.ItemsAsync(acting, place, member, wish, ct) : refusal!),
        ct);

    private static Task<IResult> AddAsync(HttpContext http, string unit, string? institution, UnitDoor door, MemberAdditionsDesk desk, GovernanceLimits limits, CancellationToken ct) => door.WriteAsync(
        http,
        unit,
        acting => In(acting, institution, async place =>
        {
            var (body, refusal) = await UnitBody.ReadAsync(http, UnitJson.Default.NewMemberBody, ct, UnitBody.Long);
            return body is null ? refusal!
                : Tried(http, limits, await desk.AddAsync(acting, place, MembersOf(unit, institution), body, ct));
        }),
        ct);

    private static Task<IResult> ReplaceAsync(HttpContext http, string unit, string? institution, string member, UnitDoor door, MemberAdditionsDesk desk, GovernanceLimits limits, CancellationToken ct) => ChangeAsync(
        http, unit, institution, door, UnitJson.Default.ReplacementBody,
        async (acting, place, version, body) => Tried(http, limits, await desk.ReplaceAsync(acting, place, MembersOf(unit, institution), member, version, body, ct)),
        ct);

    private static Task<IResult> RenewAsync(HttpContext http, string unit, string? institution, string member, UnitDoor door, MemberChangesDesk desk, CancellationToken ct) =>
        ChangeAsync(http, unit, institution, door, UnitJson.Default.PeriodBody, (acting, place, version, body) => desk.RenewAsync(acting, place, member, version, body, ct), ct);

    private static Task<IResult> ChangeRoleAsync(HttpContext http, string unit, string? institution, string member, UnitDoor door, MemberChangesDesk desk, CancellationToken ct) =>
        ChangeAsync(http, unit, institution, door, UnitJson.Default.RoleBody, (acting, place, version, body) => desk.ChangeRoleAsync(acting, place, member, version, body, ct), ct);

    private static Task<IResult> GrantAsync(HttpContext http, string unit, string? institution, string member, UnitDoor door, MemberChangesDesk desk, CancellationToken ct) =>
        ChangeAsync(http, unit, institution, door, UnitJson.Default.MemberItemsBody, (acting, place, version, body) => desk.GrantAsync(acting, place, member, version, body, ct), ct, UnitBody.Long);

    private static Task<IResult> EndAsync(HttpContext http, string unit, string? institution, string member, UnitDoor door, MemberChangesDesk desk, CancellationToken ct) => door.WriteAsync(
        http,
        unit,
        acting => In(acting, institution, async place => UnitBody.VersionOf(http.Request) is { } version ? await desk.EndAsync(acting, place, member, version, ct) : UnitBody.NothingSeen()),
        ct);

    /// <summary>A change of a member that was seen: first what was seen, then what is to become of it.</summary>
    private static Task<IResult> ChangeAsync<T>(
        HttpContext http, string unit, string? institution, UnitDoor door, JsonTypeInfo<T> type, Func<ActingUnit, MemberPlace, int, T, ValueTask<UnitAnswer>> change, CancellationToken ct, int longest = UnitBody.Short)
        where T : class => door.WriteAsync(
        http,
        unit,
        acting => In(acting, institution, async place =>
        {
            if (UnitBody.VersionOf(http.Request) is not { } version)
                return UnitBody.NothingSeen();
            var (body, refusal) = await UnitBody.ReadAsync(http, type, ct, longest);
            return body is null ? refusal! : await change(acting, place, version, body);
        }),
        ct);

    private static async ValueTask<UnitAnswer> In(ActingUnit acting, string? institution, Func<MemberPlace, ValueTask<UnitAnswer>> answer) =>
        acting.PlaceOf(institution) is { } place ? await answer(place) : UnitAnswer.Refused(GovernanceErrors.InstitutionUnknown);

    /// <summary>Whoever tried too many people hears when to come again.</summary>
    private static UnitAnswer Tried(HttpContext http, GovernanceLimits limits, UnitAnswer answer) =>
        answer.Problem?.Code == GovernanceErrors.TooMany ? UnitDoor.Later(http, limits.UntilNextTries()) : answer;

    private static string MembersOf(string unit, string? institution) => institution is null ? $"/api/units/{unit}/members" : $"/api/units/{unit}/institutions/{institution}/members";

    private static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> more) => UnitEndpoints.Describe<T>(route, name, summary, more);

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> more) => UnitEndpoints.Describe(route, name, summary, more);
}
