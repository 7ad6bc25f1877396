using System.Text.Json.Serialization;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Api;

/// <summary>The one way in for systems of the department: a client with an access token of its own, of the scope that is asked, which proved itself by a key and not by a text that can be copied.</summary>
internal sealed class SystemDoor(IClientCallers callers)
{
    public const string ProblemType = "application/problem+json";

    /// <summary>Answers the client, or refuses whoever is none.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, string scope, Func<Client, Task<IResult>> answer, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await callers.ReadAsync(http, scope, acceptSecret: false, ct) switch
            {
                ClientCall.Known known => await answer(known.Client),
                ClientCall.Refused refused => new ProtocolErrorResult(refused.Error),
                var other => throw new InvalidOperationException($"The engine gave {other.GetType().Name}, outside the closed union."),
            };
        }
        catch (StoreUnavailableException)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problem(StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable");
        }
    }

    public static IResult Problem(int status, string code, string? detail = null) => Results.Json(new SystemProblem(code, detail), SystemJson.Default.SystemProblem, ProblemType, status);
}

/// <summary>Why nothing was done (RFC 9457).</summary>
/// <param name="Code">Stable.</param>
/// <param name="Detail">For whoever programs against it.</param>
internal sealed record SystemProblem([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("detail")] string? Detail = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SystemProblem))]
internal sealed partial class SystemJson : JsonSerializerContext;
