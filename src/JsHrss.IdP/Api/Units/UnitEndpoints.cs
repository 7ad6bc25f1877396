using System.Net.Mime;
using JsHrss.IdP.Bridge;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Api.Units;

/// <summary>A unit for those who act for it (docs/units-api.md): with an access token for one membership of that unit, of scope <c>unit</c> to look and <c>unit.members</c> to change.</summary>
internal static class UnitEndpoints
{
    public const string Path = "/api/units/{unit}";

    public static void MapUnits(this IEndpointRouteBuilder routes)
    {
        var unit = routes.MapGroup(Path).WithTags("units");
        Describe<UnitMessage>(unit.MapGet("", ReadAsync), "getUnit", "The unit, its legal representative masked. Its ETag is that of what a patch may change.");
        Describe(unit.MapPatch("", EditAsync), "patchUnit", "Changes what the unit says of itself (RFC 7396). Facts of the register are read-only.", 204, 400, 412, 413, 415, 422, 428, 429)
            .Accepts<UnitPatchBody>(UnitBody.MergePatch, UnitBody.AnyType);
        Describe(unit.MapPost("/terms", AcceptTermsAsync), "acceptTerms", "同意开通: until then nobody is added or changed.", 204, 400, 412, 413, 422, 429).Accepts<TermsBody>(MediaTypeNames.Application.Json, UnitBody.AnyType);
        Describe<ItemsPage>(unit.MapGet("/my-items", OwnItemsAsync), "getMyItems", "办事范围: what the membership of the token may do. Its ETag is that of the membership.", 200, 400);
        Describe(unit.MapPost("/leave", LeaveAsync), "leaveUnit", "Ends the membership of the token, with all that acts in it. An administrator proves himself for it.", 204, 412, 428, 429);
        unit.MapMembers();
        unit.MapUnitInstitutions();
    }

    private static Task<IResult> ReadAsync(HttpContext http, string unit, UnitDoor door, UnitDesk desk, CancellationToken ct) =>
        door.ReadAsync(http, unit, acting => desk.ReadAsync(acting, ct), ct);

    private static Task<IResult> EditAsync(HttpContext http, string unit, UnitDoor door, UnitDesk desk, CancellationToken ct) => door.WriteAsync(
        http,
        unit,
        async acting =>
        {
            if (UnitBody.VersionOf(http.Request) is not { } version)
                return UnitBody.NothingSeen();
            var (patch, refusal) = await UnitBody.PatchAsync(http, UnitDesk.Editable, UnitDesk.Shown, ct);
            return patch is null ? refusal! : await desk.EditAsync(acting, version, patch, ct);
        },
        ct);

    private static Task<IResult> AcceptTermsAsync(HttpContext http, string unit, UnitDoor door, UnitDesk desk, CancellationToken ct) => door.WriteAsync(
        http,
        unit,
        async acting => await UnitBody.ReadAsync(http, UnitJson.Default.TermsBody, ct) switch
        {
            ({ Version: { } version }, _) => await desk.AcceptTermsAsync(acting, version, ct),
            (null, { } refusal) => refusal,
            _ => UnitAnswer.Refused(StatusCodes.Status422UnprocessableEntity, UnitCodes.Malformed, "The version that was read is missing.", "version"),
        },
        ct);

    private static Task<IResult> OwnItemsAsync(HttpContext http, string unit, [FromQuery] string? cursor, [FromQuery] string? limit, UnitDoor door, UnitDesk desk, CancellationToken ct) => door.ReadAsync(
        http,
        unit,
        async acting => PageWish.Read(cursor, limit) is ({ } wish, _) ? await desk.OwnItemsAsync(acting, wish, ct) : PageWish.Read(cursor, limit).Refusal!,
        ct);

    private static Task<IResult> LeaveAsync(HttpContext http, string unit, UnitDoor door, UnitDesk desk, CancellationToken ct) => door.WriteAsync(
        http,
        unit,
        async acting => UnitBody.VersionOf(http.Request) is { } version ? await desk.LeaveAsync(acting, version, ct) : UnitBody.NothingSeen(),
        ct);

    internal static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> more) => Describe(route, name, summary, more).Produces<T>();

    /// <param name="route">What is described.</param>
    /// <param name="name">Its operation.</param>
    /// <param name="summary">For whoever calls it.</param>
    /// <param name="more">Answers beside those that all have.</param>
    internal static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> more)
    {
        route.WithName(name).WithSummary(summary)
            .Produces<ApiProblem>(StatusCodes.Status401Unauthorized)
            .Produces<UnitProblem>(StatusCodes.Status403Forbidden, UnitProblem.ContentType)
            .Produces<UnitProblem>(StatusCodes.Status404NotFound, UnitProblem.ContentType)
            .Produces<UnitProblem>(StatusCodes.Status503ServiceUnavailable, UnitProblem.ContentType);
        foreach (var status in more)
        {
            if (status >= StatusCodes.Status400BadRequest)
                route.Produces<UnitProblem>(status, UnitProblem.ContentType);
            else if (status == StatusCodes.Status204NoContent)
                route.Produces(status);
        }

        return route;
    }
}
