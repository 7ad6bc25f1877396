using System.Net.Mime;
using System.Text.Json.Serialization.Metadata;
using JsHrss.IdP.Bridge;
using Microsoft.Net.Http.Headers;

namespace JsHrss.IdP.Api.Items;

/// <summary>The catalogue of business items, for the system of the department that keeps it: a client with a token of its own of scope <c>items.write</c>.</summary>
internal static class ItemEndpoints
{
    public const string Scope = "items.write";

    private const string Path = "/api/items";
    private const int LongestBody = 2 * 1024 * 1024;

    public static void MapItems(this IEndpointRouteBuilder routes)
    {
        var items = routes.MapGroup("").WithTags("items");
        Describe<CatalogueBody>(items.MapGet(Path, ReadAsync), "getItems", "The whole catalogue; its revision stands in ETag.", 401, 403);
        Describe<ImportedBody>(items.MapPut(Path, ImportAsync), "putItems", "Writes the whole catalogue anew, all or nothing, over the one that If-Match names.", 400, 401, 403, 412, 413, 422, 428)
            .Accepts<CatalogueBody>(MediaTypeNames.Application.Json);
    }

    private static Task<IResult> ReadAsync(HttpContext http, SystemDoor door, CatalogueDesk desk, CancellationToken ct) => door.AnswerAsync(http, Scope, async _ =>
    {
        var (catalogue, revision) = await desk.ReadAsync(ct);
        return Tagged(http, revision, catalogue, ItemJson.Default.CatalogueBody);
    }, ct);

    private static Task<IResult> ImportAsync(HttpContext http, SystemDoor door, CatalogueDesk desk, CancellationToken ct) => door.AnswerAsync(http, Scope, async client =>
    {
        // What is written over must have been seen (RFC 6585 §3): "*" has seen nothing.
        if (RevisionIn(http.Request) is not { } seen)
            return Problem(StatusCodes.Status428PreconditionRequired, new ItemProblem { Code = "if_match_required", Detail = "Read the catalogue, and send its ETag as If-Match." });
        var (body, status, fault) = await RequestBody.ReadAsync(http, LongestBody, ItemJson.Default.CatalogueBody, ct);
        if (body is null)
            return Problem(status, new ItemProblem { Code = "invalid_request", Detail = fault });
        if (CatalogueDesk.FaultOf(body) is { } wrong)
            return Problem(StatusCodes.Status400BadRequest, new ItemProblem { Code = "invalid_request", Detail = wrong });
        var (done, refusal, revision) = await desk.ImportAsync(client.Id.Value, body, seen, ct);
        return done is not null ? Tagged(http, revision!, done, ItemJson.Default.ImportedBody)
            : refusal is not null ? Problem(StatusCodes.Status422UnprocessableEntity, refusal)
            : Overtaken(http, revision!);
    }, ct);

    private static IResult Overtaken(HttpContext http, string revision)
    {
        http.Response.Headers.ETag = TagOf(revision);
        return Problem(StatusCodes.Status412PreconditionFailed, new ItemProblem { Code = "catalogue_changed", Detail = "The catalogue is another one than If-Match names." });
    }

    private static IResult Tagged<T>(HttpContext http, string revision, T value, JsonTypeInfo<T> type)
    {
        http.Response.Headers.ETag = TagOf(revision);
        return Results.Json(value, type);
    }

    private static string TagOf(string revision) => $"\"{revision}\"";

    private static string? RevisionIn(HttpRequest request) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags) && tags is [{ IsWeak: false } one] && !one.Equals(EntityTagHeaderValue.Any) ? one.Tag.Value!.Trim('"') : null;

    private static IResult Problem(int status, ItemProblem problem) => Results.Json(problem, ItemJson.Default.ItemProblem, SystemDoor.ProblemType, status);

    private static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route, string name, string summary, params ReadOnlySpan<int> refusals)
    {
        route.WithName(name).WithSummary(summary).Produces<T>();
        foreach (var status in refusals)
        {
            if (status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
                route.Produces<ApiProblem>(status);
            else
                route.Produces<ItemProblem>(status, SystemDoor.ProblemType);
        }

        return route;
    }
}
