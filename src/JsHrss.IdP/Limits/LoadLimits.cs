using System.Globalization;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Metrics;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Limits;

/// <summary>The first gate after routing: whoever sends more of one class than <see cref="LoadOptions"/> allow gets 429 before anything is read or looked up.</summary>
/// <remarks>
/// Counted by address alone, also for clients: a client's name in a request is anybody's to write before it is proven, and its bucket would be anybody's to empty.
/// Discovery, keys and static files are not limited: they cost less than the refusal.
/// </remarks>
internal sealed class LoadLimits
{
    private const string TooMany = "Too many requests from this address. Try again after the time in Retry-After.";
    private const string SignInPage = "/SignIn";
    private const string PasskeyPage = "/PasskeySignIn";

    private readonly RequestDelegate _next;
    private readonly TokenSlots? _pages;
    private readonly TokenSlots? _passwords;
    private readonly TokenSlots? _authorize;
    private readonly TokenSlots? _pushed;
    private readonly TokenSlots? _clients;
    private readonly TokenSlots? _pictures;
    private readonly ServerMeter _meter;

    public LoadLimits(RequestDelegate next, LoadOptions options, ServerMeter meter, TimeProvider clock)
    {
        (_next, _meter) = (next, meter);
        _pages = TokenSlots.For(options.Pages, clock);
        _passwords = TokenSlots.For(options.Passwords, clock);
        _authorize = TokenSlots.For(options.Authorize, clock);
        _pushed = TokenSlots.For(options.Pushed, clock);
        _clients = TokenSlots.For(options.Clients, clock);
        _pictures = TokenSlots.For(options.Pictures, clock);
    }

    public Task InvokeAsync(HttpContext http)
    {
        var (slots, isForPerson) = ClassOf(http);
        if (slots?.Take(ClientAddress.Of(http).Network) is { } wait)
        {
            _meter.Limited(NameOf(slots));
            // An endpoint in the place of the one that was asked for: what stands further in (headers, language) treats it as any other answer.
            var isQuestion = Api.Access.AccessEndpoints.IsQuestion(RouteOf(http));
            http.SetEndpoint(new Endpoint(later => isQuestion ? RefuseQuestionAsync(later, wait) : RefuseAsync(later, wait, isForPerson), EndpointMetadataCollection.Empty, "429"));
        }

        return _next(http);
    }

    private string NameOf(TokenSlots slots) =>
        slots == _pages ? nameof(LoadOptions.Pages)
        : slots == _passwords ? nameof(LoadOptions.Passwords)
        : slots == _authorize ? nameof(LoadOptions.Authorize)
        : slots == _pushed ? nameof(LoadOptions.Pushed)
        : slots == _clients ? nameof(LoadOptions.Clients)
        : nameof(LoadOptions.Pictures);

    private (TokenSlots? Slots, bool IsForPerson) ClassOf(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint)
            return (_pages, ErrorPage.IsForPerson(http));
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            return (page.ViewEnginePath is SignInPage or PasskeyPage && HttpMethods.IsPost(http.Request.Method) ? _passwords : _pages, true);
        return RouteOf(http) switch
        {
            "/connect/jwks" => (null, false),
            "/connect/authorize" or "/connect/authorize/resume" or "/connect/logout" or "/connect/logout/resume" => (_authorize, true),
            // Anybody may push in the name of a public client, and every push that is in order writes a row (RFC 9126 §7.1).
            "/connect/par" or "/connect/device" => (_pushed, false),
            var path when path.StartsWith("/connect/", StringComparison.Ordinal) || path.StartsWith("/api/", StringComparison.Ordinal) => (_clients, false),
            Api.Access.AccessEndpoints.Evaluation or Api.Access.AccessEndpoints.Evaluations => (_clients, false),
            // A cookie that this node does not know is looked up.
            QrCodes.QrEventEndpoints.Events or QrCodes.QrEventEndpoints.State => (_pages, false),
            var path when path.StartsWith("/challenge/", StringComparison.Ordinal) => (_pictures, false),
            _ => (null, false),
        };
    }

    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";

    /// <summary>As everything else there is refused: the Authorization API knows messages alone.</summary>
    private static Task RefuseQuestionAsync(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = RetryAfter(wait);
        return Api.Access.AccessEndpoints.RefuseAsync(http, StatusCodes.Status429TooManyRequests, TooMany, http.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext http, TimeSpan wait, bool isForPerson)
    {
        var retryAfter = RetryAfter(wait);
        if (isForPerson && ErrorPage.IsForPerson(http))
        {
            await http.RequestServices.GetRequiredService<ErrorPage>().WriteAsync(http, ErrorNotice.From(StatusCodes.Status429TooManyRequests) with { Headers = [new("Retry-After", retryAfter)] });
            return;
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = retryAfter;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($$"""{"error":"temporarily_unavailable","error_description":"{{TooMany}}"}""", http.RequestAborted);
    }

    /// <summary>Whole seconds, at least one (RFC 9110 §10.2.3).</summary>
    public static string RetryAfter(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
