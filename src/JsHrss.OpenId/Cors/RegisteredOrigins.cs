using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Cors;

/// <summary>
/// Lets scripts at the origins of registered redirect URIs read what clients may read: metadata, keys, token, userinfo, revocation.
/// </summary>
/// <remarks>
/// Without credentials: no cookie of ours ever counts here, so a foreign page gains nothing (case CD-19). Other origins get no
/// Access-Control-Allow-Origin at all. The authorization endpoint is never shared (RFC 9700 §2.6).
/// </remarks>
internal static class RegisteredOrigins
{
    private const string MaxAgeSeconds = "600";

    /// <summary>Shares an endpoint mapped without method constraint.</summary>
    public static IEndpointConventionBuilder AnswerRegisteredOrigins(this IEndpointConventionBuilder endpoint, params string[] methods)
    {
        var allow = string.Join(", ", methods);
        endpoint.Finally(built =>
        {
            var registry = built.ApplicationServices.GetRequiredService<IClientRegistry>();
            var inner = built.RequestDelegate ?? throw new InvalidOperationException("An endpoint without a handler cannot be shared.");
            built.RequestDelegate = http => Share(http, registry) ? Preflight(http, allow) : inner(http);
        });
        return endpoint;
    }

    /// <summary>Adds the headers; true when the request was only a preflight (Fetch standard, CORS-preflight request).</summary>
    private static bool Share(HttpContext http, IClientRegistry registry)
    {
        // Answers differ by origin, so a shared cache must tell them apart even where no origin was sent.
        http.Response.Headers.Append("Vary", "Origin");
        var origin = http.Request.Headers.Origin;
        var preflight = HttpMethods.IsOptions(http.Request.Method) && http.Request.Headers.ContainsKey("Access-Control-Request-Method");
        if (origin.Count == 1 && origin[0] is { Length: > 0 and <= 512 } text && registry.IsRegisteredOrigin(text))
        {
            http.Response.Headers.AccessControlAllowOrigin = text;
            http.Response.Headers.AccessControlExposeHeaders = "WWW-Authenticate, Retry-After, DPoP-Nonce";
        }

        return preflight;
    }

    private static Task Preflight(HttpContext http, string allow)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        if (http.Response.Headers.ContainsKey("Access-Control-Allow-Origin"))
        {
            http.Response.Headers.AccessControlAllowMethods = allow;
            http.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, DPoP";
            http.Response.Headers.AccessControlMaxAge = MaxAgeSeconds;
        }

        return Task.CompletedTask;
    }
}
