using System.Net.Mime;
using JsHrss.IdP.Api.Institutions;
using JsHrss.IdP.Bridge;

namespace JsHrss.IdP.Api.Units;

/// <summary>「机构管理」 of a unit (R151, C27): what it has, what it asked for, applying and withdrawing.</summary>
internal static class UnitInstitutionEndpoints
{
    public static void MapUnitInstitutions(this RouteGroupBuilder unit)
    {
        UnitEndpoints.Describe<InstitutionListBody>(unit.MapGet("/institutions", ListAsync), "listInstitutions", "The unit's institutions and applications in every state, oldest first. Query: limit, cursor.", 400);
        UnitEndpoints.Describe(unit.MapPost("/institutions", ApplyAsync), "applyForInstitution", "Applies for an institution. It has no number, and nobody acts in it, until an officer approves.", 400, 409, 413, 422, 429)
            .Accepts<InstitutionApplicationBody>(MediaTypeNames.Application.Json).Produces<InstitutionBody>(StatusCodes.Status201Created);
        UnitEndpoints.Describe<InstitutionBody>(unit.MapPost("/institutions/{institution}/withdraw", WithdrawAsync), "withdrawInstitution", "Takes an application back that nobody decided on, over the version that If-Match names.", 409, 412, 428, 429);
    }

    private static Task<IResult> ListAsync(HttpContext http, string unit, UnitDoor door, UnitInstitutionDesk desk, CancellationToken ct) =>
        door.ReadAsync(http, unit, acting => desk.ListAsync(acting, http.Request, ct), ct);

    private static Task<IResult> ApplyAsync(HttpContext http, string unit, UnitDoor door, UnitInstitutionDesk desk, CancellationToken ct) => door.WriteAsync(
        http,
        unit,
        async acting =>
        {
            var (body, refusal) = await UnitBody.ReadAsync(http, UnitJson.Default.InstitutionApplicationBody, ct);
            return body is null ? refusal! : await desk.ApplyAsync(acting, body, ct);
        },
        ct);

    private static Task<IResult> WithdrawAsync(HttpContext http, string unit, string institution, UnitDoor door, UnitInstitutionDesk desk, CancellationToken ct) => door.WriteAsync(
        http,
        unit,
        async acting => UnitBody.VersionOf(http.Request) is { } version ? await desk.WithdrawAsync(acting, institution, version, ct) : UnitBody.NothingSeen(),
        ct);
}
