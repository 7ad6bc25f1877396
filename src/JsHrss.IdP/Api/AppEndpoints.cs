using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Limits;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.IdP.Api;

/// <summary>What 江苏智慧人社APP calls (docs/app-api.md). An access token of scope <c>app</c>, bound to the app's key (RFC 9449), is needed on every call.</summary>
internal static class AppEndpoints
{
    private const int LongestBody = 16 * 1024;
    private const string NotMe = "not_me";
    private const string ChangedMind = "changed_mind";

    public static void MapMobileApp(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup("/api/app").WithTags("app").AddEndpointFilter<AnswerGuard>();
        Describe<AppRequest>(app.MapPost("/scan", ScanAsync), "scanCode", "Scans a code, or a terminal's code as typed. A sign-in is decided by the first person and key to scan it, a terminal by whoever decides first. A scan decides nothing.", 400, 404, 409, 410, 429).Accepts<ScanBody>("application/json");
        Describe<ImmutableArray<AppRequest>>(app.MapGet("/requests", ListAsync), "listRequests", "Requests of the holder that wait.");
        Describe<AppRequest>(app.MapGet("/requests/{id}", FindAsync), "getRequest", "One request of the holder.", 404);
        Describe(app.MapPost("/requests/{id}/confirm", ConfirmAsync), "confirmRequest", "Confirms, with the key's signature over exactly what was shown.", 400, 404, 409, 503).Accepts<ConfirmBody>("application/json");
        Describe(app.MapPost("/requests/{id}/deny", DenyAsync), "denyRequest", "Refuses: nobody is signed in.", 400, 404, 409).Accepts<DenyBody>("application/json");
        app.MapMemberships();
        Describe<AppKeyState>(app.MapGet("/key", KeyAsync), "getAppKey", "The key of the token, and whether it is enrolled.");
        AppFaceEndpoints.Map(app);
    }

    private static Task<IResult> ScanAsync(HttpContext http, AppDesk desk, AppFaceDesk faces, IAccessTokenReader tokens, CancellationToken ct) =>
        AnswerAsync(
            http,
            tokens,
            async token => await BodyAsync<ScanBody>(http, ct) switch
            {
                null => AppAnswer.Malformed,
                { Code: var code } when faces.CodeOf(code) is { } order => await faces.ScanAsync(token, http, order, ct),
                { Code: var code } => await desk.ScanAsync(token, http, code, ct),
            },
            ct);

    private static Task<IResult> ListAsync(HttpContext http, AppDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AnswerAsync(http, tokens, token => desk.WaitingAsync(token, http, ct), ct);

    private static Task<IResult> FindAsync(HttpContext http, string id, AppDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AnswerAsync(http, tokens, token => desk.FindAsync(token, http, id, ct), ct);

    private static Task<IResult> ConfirmAsync(HttpContext http, string id, AppDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AnswerAsync(http, tokens, async token => await BodyAsync<ConfirmBody>(http, ct) is { } body ? await desk.ConfirmAsync(token, http, id, body, ct) : AppAnswer.Malformed, ct);

    private static Task<IResult> DenyAsync(HttpContext http, string id, AppDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AnswerAsync(
            http,
            tokens,
            async token => await BodyAsync<DenyBody>(http, ct) is { Reason: NotMe or ChangedMind } body ? await desk.DenyAsync(token, http, id, body.Reason == ChangedMind, ct) : AppAnswer.Malformed,
            ct);

    private static Task<IResult> KeyAsync(HttpContext http, AppDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AnswerAsync(http, tokens, token => desk.KeyAsync(token, ct), ct);

    /// <summary>Answers whoever holds a token of the app that is bound to a key; nobody else.</summary>
    internal static async Task<IResult> AnswerAsync(HttpContext http, IAccessTokenReader tokens, Func<AccessTokenReading.Valid, ValueTask<AppAnswer>> answer, CancellationToken ct)
    {
        var reading = await tokens.ReadAsync(http.Request, audience: null, ct);
        if (reading is AccessTokenReading.Refused refused)
            return new ProtocolErrorResult(refused.Error);
        var token = (AccessTokenReading.Valid)reading;
        // A token that is bound to no key is anybody's who has seen it; an approval must come from the phone itself.
        if (token.Grant?.Entitlement is not { Subject: not null, Confirmation.Jkt: not null })
            return new ProtocolErrorResult(BearerErrors.InvalidToken("The token is not bound to a key of a person's app."));
        // Whoever signed in to the app for a unit proved that one membership: it must not become the person's own sign-in by way of a code.
        if (!AppDesk.IsHolders(token.Grant.Entitlement.Context))
            return new ProtocolErrorResult(BearerErrors.InvalidToken("The token is for a unit; the app acts for its holder."));
        if (!token.Has(AppDesk.Scope))
            return new ProtocolErrorResult(BearerErrors.InsufficientScope(AppDesk.Scope));
        return await answer(token) switch
        {
            { Problem: { } problem } failed => Problem(http, failed.Status, problem),
            { Value: null } => TypedResults.NoContent(),
            { Value: var value } => Results.Json(value, ApiJson.Default.GetTypeInfo(value.GetType())!),
        };
    }

    private static IResult Problem(HttpContext http, int status, AppProblem problem)
    {
        if (status == StatusCodes.Status429TooManyRequests && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = LoadLimits.RetryAfter(TimeSpan.FromMinutes(1));
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = LoadLimits.RetryAfter(TimeSpan.FromSeconds(5));
        return Results.Json(problem, ApiJson.Default.AppProblem, "application/problem+json", status);
    }

    /// <summary>Read by hand: what is no JSON, too long, or not an object of this form is the app's error and gets our answer, not the framework's.</summary>
    internal static async ValueTask<T?> BodyAsync<T>(HttpContext http, CancellationToken ct)
        where T : class
    {
        if (!http.Request.HasJsonContentType() || http.Request.ContentLength > LongestBody)
            return null;
        try
        {
            using var text = new MemoryStream();
            var buffer = new byte[1024];
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, ct)) > 0)
            {
                if (text.Length + read > LongestBody)
                    return null;
                text.Write(buffer, 0, read);
            }

            return JsonSerializer.Deserialize(text.GetBuffer().AsSpan(0, (int)text.Length), ApiJson.Default.GetTypeInfo(typeof(T))!) as T;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route, string name, string summary, params int[] refusals) => Describe(route, name, summary, refusals).Produces<T>();

    internal static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary, params int[] refusals)
    {
        route.WithName(name).WithSummary(summary).Produces<ApiProblem>(StatusCodes.Status401Unauthorized).Produces<AppProblem>(StatusCodes.Status403Forbidden, "application/problem+json");
        foreach (var status in refusals)
            route.Produces<AppProblem>(status, "application/problem+json");
        return route;
    }

    /// <summary>Nobody keeps these answers on the way (case HT-12); a store that cannot answer is 503, never 500.</summary>
    private sealed class AnswerGuard : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var headers = context.HttpContext.Response.Headers;
            headers.CacheControl = "no-store";
            try
            {
                return await next(context);
            }
            catch (StoreUnavailableException)
            {
                headers.RetryAfter = "5";
                return Results.Json(new AppProblem("temporarily_unavailable", null), ApiJson.Default.AppProblem, "application/problem+json", StatusCodes.Status503ServiceUnavailable);
            }
        }
    }
}

/// <summary>What the app is answered.</summary>
/// <param name="Status">HTTP status of a problem.</param>
/// <param name="Problem">Null: done.</param>
/// <param name="Value">What is answered; null: nothing.</param>
internal sealed record AppAnswer(int Status, AppProblem? Problem, object? Value)
{
    public static AppAnswer Done { get; } = new(StatusCodes.Status204NoContent, null, null);

    /// <summary>The body is not of the form this call takes.</summary>
    public static AppAnswer Malformed { get; } = Refused(StatusCodes.Status400BadRequest, "invalid_request");

    public static AppAnswer Of(object value) => new(StatusCodes.Status200OK, null, value);

    public static AppAnswer Refused(int status, string code, string? reason = null, string? remedy = null) => new(status, new AppProblem(code, reason) { Remedy = remedy }, null);
}
