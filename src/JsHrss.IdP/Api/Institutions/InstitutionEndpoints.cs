using JsHrss.IdP.Api.Units;
using JsHrss.IdP.Bridge;

namespace JsHrss.IdP.Api.Institutions;

/// <summary>
/// Institutions for the department's systems: applications to decide on, and institutions to open, suspend and end (docs/institutions.md). A client with a token of its own of scope
/// <c>institutions.write</c>; each call that changes something names the officer it acts for.
/// </summary>
internal static class InstitutionEndpoints
{
    public const string Scope = "institutions.write";

    private const string Path = "/api/institutions";
    private const string PathOfOne = Path + "/{id}";

    public static void MapInstitutions(this IEndpointRouteBuilder routes)
    {
        var institutions = routes.MapGroup("").WithTags("institutions");
        Describe<InstitutionListBody>(institutions.MapGet(Path, ListAsync), "getInstitutions", "Those of one state, oldest first; without status the applications that wait. Query: status, limit, cursor.", 400);
        Describe<InstitutionBody>(institutions.MapGet(PathOfOne, ReadAsync), "getInstitution", "One of them; its version stands in ETag.", 404);
        Describe<InstitutionBody>(institutions.MapPost(Path, CreateAsync), "createInstitution", "Opens one that no unit applied for. It has its number at once.", 400, 409, 413, 422)
            .Produces<InstitutionBody>(StatusCodes.Status201Created).Accepts<InstitutionCreationBody>("application/json");
        MapDecision(institutions, "approve", "Approves an application: the institution gets its number.");
        MapDecision(institutions, "refuse", "Turns an application down, with a reason.");
        MapDecision(institutions, "suspend", "Suspends an institution, with a reason: what acts in it ends.");
        MapDecision(institutions, "resume", "Resumes a suspended one.");
        MapDecision(institutions, "end", "Ends an institution for good, with a reason: its members and what acts in it end with it, its number is never given again.");
    }

    private static Task<IResult> ListAsync(HttpContext http, SystemDoor door, InstitutionDesk desk, CancellationToken ct) =>
        door.AnswerAsync(http, Scope, _ => desk.ListAsync(http.Request, ct), ct);

    private static Task<IResult> ReadAsync(HttpContext http, string id, SystemDoor door, InstitutionDesk desk, CancellationToken ct) =>
        door.AnswerAsync(http, Scope, _ => desk.ReadAsync(http.Response, id, ct), ct);

    private static Task<IResult> CreateAsync(HttpContext http, SystemDoor door, InstitutionDesk desk, CancellationToken ct) => door.AnswerAsync(http, Scope, async client =>
    {
        var (body, status, fault) = await RequestBody.ReadAsync(http, InstitutionAnswers.LongestBody, InstitutionJson.Default.InstitutionCreationBody, ct);
        return body is null ? SystemDoor.Problem(status, "invalid_request", fault) : await desk.CreateAsync(http.Response, Path, client.Id.Value, body, ct);
    }, ct);

    private static void MapDecision(RouteGroupBuilder institutions, string name, string summary) =>
        Describe<InstitutionBody>(
            institutions.MapPost($"{PathOfOne}/{name}", (HttpContext http, string id, SystemDoor door, InstitutionDesk desk, CancellationToken ct) => DecideAsync(http, id, name, door, desk, ct)),
            $"{name}Institution", summary + " Over the version that If-Match names.", 400, 404, 409, 412, 413, 422, 428).Accepts<InstitutionDecisionBody>("application/json");

    private static Task<IResult> DecideAsync(HttpContext http, string id, string what, SystemDoor door, InstitutionDesk desk, CancellationToken ct) => door.AnswerAsync(http, Scope, async client =>
    {
        if (UnitBody.VersionOf(http.Request) is not { } version)
            return InstitutionAnswers.Unseen();
        var (body, status, fault) = await RequestBody.ReadAsync(http, InstitutionAnswers.LongestBody, InstitutionJson.Default.InstitutionDecisionBody, ct);
        return body is null ? SystemDoor.Problem(status, "invalid_request", fault) : await desk.DecideAsync(http.Response, id, what, version, client.Id.Value, body, ct);
    }, ct);

    /// <summary>Who asks, then what: a stranger's body is not read. The secret of a client is not accepted: whoever has it would open accounts.</summary>
    private static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> refusals)
    {
        route.WithName(name).WithSummary(summary).Produces<T>().Produces<ApiProblem>(StatusCodes.Status401Unauthorized).Produces<ApiProblem>(StatusCodes.Status403Forbidden);
        foreach (var status in refusals)
            route.Produces<SystemProblem>(status, SystemDoor.ProblemType);
        return route;
    }
}
