using System.Collections.Immutable;
using JsHrss.IdP.Bridge;
using JsHrss.OpenId.AccessTokens;

namespace JsHrss.IdP.Api;

/// <summary>「我的」-「企业服务」 of the app: the holder's memberships, confirming one (R134, R135) and setting its password anew (R114).</summary>
internal static class AppMembershipEndpoints
{
    public static void MapMemberships(this RouteGroupBuilder app)
    {
        AppEndpoints.Describe<ImmutableArray<AppMembership>>(app.MapGet("/memberships", ListAsync), "listMemberships", "Memberships of the holder that have not been ended.");
        AppEndpoints.Describe(app.MapPost("/memberships/{id}/confirm", ConfirmAsync), "confirmMembership", "Confirms an invitation, with a passed face check for it, and sets its password.", 400, 404, 409, 410, 429, 503)
            .Accepts<MembershipPasswordBody>("application/json");
        AppEndpoints.Describe(app.MapPost("/memberships/{id}/password", SetPasswordAsync), "setMembershipPassword", "Sets a membership's password anew, with a passed face check for it. What was signed in with the former one ends.", 400, 404, 409, 410, 429, 503)
            .Accepts<MembershipPasswordBody>("application/json");
    }

    private static Task<IResult> ListAsync(HttpContext http, AppMembershipDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AppEndpoints.AnswerAsync(http, tokens, token => desk.ListAsync(token, ct), ct);

    private static Task<IResult> ConfirmAsync(HttpContext http, string id, AppMembershipDesk desk, IAccessTokenReader tokens, CancellationToken ct) => AppEndpoints.AnswerAsync(
        http,
        tokens,
        async token => await AppEndpoints.BodyAsync<MembershipPasswordBody>(http, ct) is { } body ? await desk.ConfirmAsync(token, http, id, body, ct) : AppAnswer.Malformed,
        ct);

    private static Task<IResult> SetPasswordAsync(HttpContext http, string id, AppMembershipDesk desk, IAccessTokenReader tokens, CancellationToken ct) => AppEndpoints.AnswerAsync(
        http,
        tokens,
        async token => await AppEndpoints.BodyAsync<MembershipPasswordBody>(http, ct) is { } body ? await desk.SetPasswordAsync(token, http, id, body, ct) : AppAnswer.Malformed,
        ct);
}
