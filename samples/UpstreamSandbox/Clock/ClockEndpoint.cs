using System.Globalization;

namespace UpstreamSandbox.Clock;

/// <summary><c>GET /clock</c>: what a Development server asks once a second (<c>Development:Clock</c>).</summary>
internal static class ClockEndpoint
{
    /// <summary>The offset is what counts: a moment would be older than it says by the time it is read.</summary>
    public static IResult Tell(HttpContext context, SandboxClock clock)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { offset_seconds = Math.Round(clock.Offset.TotalSeconds, 3), now = clock.Local.ToString("O", CultureInfo.InvariantCulture) });
    }
}
