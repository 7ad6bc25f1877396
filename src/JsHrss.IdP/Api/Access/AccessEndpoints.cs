using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Hosting;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Ports;
using Microsoft.Net.Http.Headers;

namespace JsHrss.IdP.Api.Access;

/// <summary>May this person, for this unit, do these items now: the OpenID AuthZEN Authorization API 1.0 for relying parties (docs/authzen.md).</summary>
internal static class AccessEndpoints
{
    public const string Evaluation = "/access/v1/evaluation";
    public const string Evaluations = "/access/v1/evaluations";
    public const string Metadata = "/.well-known/authzen-configuration";

    private const string RequestId = "X-Request-ID";
    private const string StoreIsAway = "Try again shortly.";
    // Routing would answer 415 to other types by itself, without the identifier of the request.
    private const string AnyType = "*/*";
    private const int LongestBody = 64 * 1024;

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var access = routes.MapGroup("").WithTags("access");
        Describe<Decision>(access.MapPost(Evaluation, EvaluateAsync), "evaluate", "Whether a person may do an item now, for themselves, a unit or an institution.").Accepts<EvaluationBody>("application/json", AnyType);
        Describe<Decisions>(access.MapPost(Evaluations, EvaluateAllAsync), "evaluateAll", "The same for up to 100 questions about up to 50 people, answered from one look at the store.").Accepts<EvaluationsBody>("application/json", AnyType);
        foreach (var path in (string[])[Evaluation, Evaluations])
            routes.MapMethods(path, ["GET", "HEAD", "PUT", "PATCH", "DELETE"], RefuseMethodAsync).ExcludeFromDescription();
        MapMetadata(access);
    }

    private static Task EvaluateAsync(HttpContext http, IClientCallers callers, AccessDesk desk, CancellationToken ct) => AnswerAsync(http, callers, async client =>
    {
        var (body, status, fault) = await RequestBody.ReadAsync(http, LongestBody, AccessJson.Default.EvaluationBody, ct);
        if (body is null)
            return Refuse(status, fault!);
        var (asked, missing) = AskedEvaluation.Of(body);
        if (asked is null)
            return Refuse(StatusCodes.Status400BadRequest, AskedEvaluations.Missing(missing!));
        var (decisions, wrong) = await desk.EvaluateAsync(client, [asked], EvaluationsSemantic.ExecuteAll, ct);
        return wrong is null ? Answer(decisions[0], AccessJson.Default.Decision) : Refuse(StatusCodes.Status400BadRequest, wrong);
    }, ct);

    private static Task EvaluateAllAsync(HttpContext http, IClientCallers callers, AccessDesk desk, CancellationToken ct) => AnswerAsync(http, callers, async client =>
    {
        var (body, status, fault) = await RequestBody.ReadAsync(http, LongestBody, AccessJson.Default.EvaluationsBody, ct);
        if (body is null)
            return Refuse(status, fault!);
        var (asked, unfit) = AskedEvaluations.Of(body);
        if (asked is null)
            return Refuse(StatusCodes.Status400BadRequest, unfit!);
        var (decisions, wrong) = await desk.EvaluateAsync(client, asked.Questions, asked.Semantic, ct);
        if (wrong is not null)
            return Refuse(StatusCodes.Status400BadRequest, wrong);
        return asked.IsList ? Answer(new Decisions(decisions), AccessJson.Default.Decisions) : Answer(decisions[0], AccessJson.Default.Decision);
    }, ct);

    /// <summary>Who asks, then what: a stranger's body is not read.</summary>
    private static async Task AnswerAsync(HttpContext http, IClientCallers callers, Func<Client, ValueTask<AccessAnswer>> answer, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        AccessAnswer given;
        try
        {
            given = !TakeRequestId(http)
                ? Refuse(StatusCodes.Status400BadRequest, $"{RequestId} must be one text of printable ASCII.")
                : await callers.ReadAsync(http, AccessDesk.Scope, acceptSecret: true, ct) switch
                {
                    ClientCall.Refused refused => new AccessAnswer(refused.Error.Status, null, refused.Error.ForClient.Length > 0 ? refused.Error.ForClient : "Client authentication is required.") { Headers = refused.Error.Headers },
                    ClientCall.Known known when !AccessDesk.MayAsk(known.Client) => Refuse(StatusCodes.Status403Forbidden, "This client is not registered for the scope items."),
                    ClientCall.Known known => await answer(known.Client),
                    var other => throw new InvalidOperationException($"The engine gave {other.GetType().Name}, outside the closed union."),
                };
        }
        catch (StoreUnavailableException)
        {
            given = new AccessAnswer(StatusCodes.Status503ServiceUnavailable, null, StoreIsAway) { Headers = [new("Retry-After", "1")] };
        }

        await WriteAsync(http.Response, given, ct);
    }

    /// <summary>All requests are POST (Authorization API 1.0 §10.1, case HT-10); the pages would answer others as an unknown address.</summary>
    private static Task RefuseMethodAsync(HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.Allow = HttpMethods.Post;
        return RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "Only POST is answered here.", ct);
    }

    /// <summary>Whether a route is one of the two that answer questions.</summary>
    public static bool IsQuestion(string route) => route is Evaluation or Evaluations;

    /// <summary>A refusal before the question is looked at, in the form of every other one.</summary>
    public static Task RefuseAsync(HttpContext http, int status, string message, CancellationToken ct)
    {
        _ = TakeRequestId(http);
        http.Response.Headers.CacheControl = "no-store";
        return WriteAsync(http.Response, Refuse(status, message), ct);
    }

    /// <summary>The identifier of the request stands in its answer, whatever that is (Authorization API 1.0 §10.1.3). False: it cannot stand in a header of ours.</summary>
    private static bool TakeRequestId(HttpContext http)
    {
        var sent = http.Request.Headers[RequestId];
        if (sent.Count == 0)
            return true;
        if (sent is not [{ } id] || !Ascii.IsValid(id) || id.Any(char.IsControl))
            return false;
        http.Response.Headers[RequestId] = id;
        return true;
    }

    private static async Task WriteAsync(HttpResponse response, AccessAnswer answer, CancellationToken ct)
    {
        response.StatusCode = answer.Status;
        response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value) in answer.Headers)
            response.Headers.Append(name, value);
        // Authorization API 1.0 §10.1.2: the body of an error is its message.
        response.ContentType = answer.Document is null ? "text/plain; charset=utf-8" : "application/json";
        var body = answer.Document ?? Encoding.UTF8.GetBytes(answer.Message!);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, ct);
    }

    /// <summary>Says nothing that changes while the server runs; may be kept for a while (Authorization API 1.0 §11.9).</summary>
    private static void MapMetadata(RouteGroupBuilder routes)
    {
        var issuer = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<ServerOptions>().Issuer;
        var point = new DecisionPoint { Identifier = issuer, Evaluation = issuer + Evaluation, Evaluations = issuer + Evaluations };
        var document = JsonSerializer.SerializeToUtf8Bytes(point, AccessJson.Default.DecisionPoint);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(document).AsSpan(0, 16))}\"");
        routes.MapGet(Metadata, (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=300";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return TypedResults.Bytes(document, "application/json", entityTag: tag);
            })
            .WithName("getDecisionPoint")
            .WithSummary("Where this server decides, as the Authorization API publishes it.")
            .Produces<DecisionPoint>();
    }

    private static AccessAnswer Answer<T>(T value, JsonTypeInfo<T> type) => new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type), null);

    private static AccessAnswer Refuse(int status, string message) => new(status, null, message);

    private static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route, string name, string summary)
    {
        route.WithName(name).WithSummary(summary)
            .WithDescription($"With the client's secret (client_secret_basic), or a token of its own of scope {AccessDesk.Scope}. A refusal is 200 with decision false.")
            .Produces<T>();
        foreach (var status in (ReadOnlySpan<int>)[400, 401, 403, 413, 429, 503])
            route.Produces<string>(status, "text/plain");
        return route;
    }

    /// <param name="Status">HTTP status.</param>
    /// <param name="Document">JSON; null: an error.</param>
    /// <param name="Message">The error's.</param>
    private sealed record AccessAnswer(int Status, byte[]? Document, string? Message)
    {
        public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];
    }
}
