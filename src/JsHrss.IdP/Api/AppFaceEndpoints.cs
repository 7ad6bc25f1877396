using JsHrss.IdP.Bridge;
using JsHrss.OpenId.AccessTokens;

namespace JsHrss.IdP.Api;

/// <summary>人脸识别 in the app, and what it opens: enrolling the phone's key (docs/app-api.md, ADR 0016).</summary>
internal static class AppFaceEndpoints
{
    public static void Map(RouteGroupBuilder app)
    {
        AppEndpoints.Describe<AppFaceNotice>(app.MapGet("/face-notice", NoticeAsync), "getFaceNotice", "What the holder must be shown, and agree to, before each face check (REG-30).");
        AppEndpoints.Describe<AppFaceCheck>(app.MapPost("/face-checks", StartAsync), "startFaceCheck", "Opens a face check on this phone, with consent given just now.", 400, 404, 429, 503).Accepts<FaceWishBody>("application/json");
        AppEndpoints.Describe<AppFaceCheck>(app.MapGet("/face-checks/{id}", FindAsync), "getFaceCheck", "A face check that this phone may take up.", 404);
        AppEndpoints.Describe<AppFaceCheck>(app.MapPost("/face-checks/{id}/result", ResultAsync), "postFaceResult", "Delivers what the app's face service signed.", 400, 404, 409, 410).Accepts<FaceResultBody>("application/json");
        AppEndpoints.Describe<AppKeyState>(app.MapPost("/key/enrol", EnrolAsync), "enrolAppKey", "Enrols the key of the token, by a face check passed for it on this phone.", 400, 409).Accepts<EnrolBody>("application/json");
    }

    private static Task<IResult> NoticeAsync(HttpContext http, string? lang, IAccessTokenReader tokens, CancellationToken ct) =>
        AppEndpoints.AnswerAsync(http, tokens, _ => ValueTask.FromResult(AppFaceDesk.Notice(lang)), ct);

    private static Task<IResult> StartAsync(HttpContext http, AppFaceDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AppEndpoints.AnswerAsync(http, tokens, async token => await AppEndpoints.BodyAsync<FaceWishBody>(http, ct) is { } body ? await desk.StartAsync(token, http, body, ct) : AppAnswer.Malformed, ct);

    private static Task<IResult> FindAsync(HttpContext http, string id, AppFaceDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AppEndpoints.AnswerAsync(http, tokens, token => desk.FindAsync(token, http, id, ct), ct);

    private static Task<IResult> ResultAsync(HttpContext http, string id, AppFaceDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AppEndpoints.AnswerAsync(
            http, tokens, async token => await AppEndpoints.BodyAsync<FaceResultBody>(http, ct) is { } body ? await desk.ResultAsync(token, http, id, body.Assertion, ct) : AppAnswer.Malformed, ct);

    private static Task<IResult> EnrolAsync(HttpContext http, AppFaceDesk desk, IAccessTokenReader tokens, CancellationToken ct) =>
        AppEndpoints.AnswerAsync(http, tokens, async token => await AppEndpoints.BodyAsync<EnrolBody>(http, ct) is { } body ? await desk.EnrolAsync(token, http, body.FaceCheck, ct) : AppAnswer.Malformed, ct);
}
