using JsHrss.Accounts.Challenges;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Challenges;

/// <summary>Where pictures come from.</summary>
internal static class ChallengeEndpoints
{
    public static IServiceCollection AddChallenges(this IServiceCollection services)
    {
        services.AddSingleton<ChallengeCookie>();
        services.AddSingleton<QuestionMaker>();
        services.AddSingleton<ChallengeDesk>();
        services.AddSingleton<IChallengeDesk>(provider => provider.GetRequiredService<ChallengeDesk>());
        services.AddSingleton<PicturePool>();
        services.AddHostedService(provider => provider.GetRequiredService<PicturePool>());
        return services;
    }

    public static void MapChallenges(this IEndpointRouteBuilder routes) => routes.MapGet("/challenge/sign-in", PictureAsync).ExcludeFromDescription();

    /// <summary>A new picture at each request; the challenge this browser had before is spent (case OT-08).</summary>
    private static async Task<IResult> PictureAsync(HttpContext browser, PicturePool pool, ChallengeDesk desk, CancellationToken ct)
    {
        browser.Response.Headers.CacheControl = "no-store";
        if (await pool.TakeAsync(ct) is not { } picture)
        {
            browser.Response.Headers.RetryAfter = "1";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        await desk.GiveAsync(browser, ChallengeKind.Picture, [picture.Signs], ct);
        return Results.Bytes(picture.Png, "image/png");
    }
}
