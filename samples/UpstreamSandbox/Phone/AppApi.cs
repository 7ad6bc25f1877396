using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>What the App API said (docs/app-api.md).</summary>
/// <param name="Status">Of HTTP; 0 when there was no answer.</param>
/// <param name="Body">JSON, if any.</param>
internal sealed record ApiAnswer(int Status, JsonNode? Body)
{
    public static readonly ApiAnswer NoAnswer = new(0, new JsonObject { ["code"] = "unreachable" });

    public static readonly ApiAnswer SignedOut = new(401, new JsonObject { ["code"] = "signed_out" });

    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>The problem's code; of a problem without one its status.</summary>
    public string Code => (Body is JsonObject json ? Jose.Text(json, "code") : null) ?? $"http_{Status}";

    /// <summary>What would help, where the server says so.</summary>
    public string? Remedy => Body is JsonObject json ? Jose.Text(json, "remedy") : null;

    /// <summary>The problem's further reason, where it has one.</summary>
    public string? Reason => Body is JsonObject json ? Jose.Text(json, "reason") : null;
}

/// <summary>Calls the App API with the phone's token and a proof of its key each time (RFC 9449 §7).</summary>
internal sealed class AppApi(IHttpClientFactory clients, MobileApp app, SandboxClock clock)
{
    public Task<ApiAnswer> GetAsync(SimulatedPhone phone, string path, CancellationToken ct) => CallAsync(phone, HttpMethod.Get, path, null, ct);

    public Task<ApiAnswer> PostAsync(SimulatedPhone phone, string path, JsonObject body, CancellationToken ct) => CallAsync(phone, HttpMethod.Post, path, body, ct);

    private async Task<ApiAnswer> CallAsync(SimulatedPhone phone, HttpMethod method, string path, JsonObject? body, CancellationToken ct)
    {
        try
        {
            var renewed = false;
            for (var attempt = 0; ; attempt++)
            {
                if (await app.AccessTokenAsync(phone, ct, renew: renewed && attempt == 1) is not { } token)
                    return ApiAnswer.SignedOut;
                var (answer, error) = await BoundRequest.SendAsync(clients.CreateClient(MobileApp.ClientId), phone, method, new Uri(app.Issuer + "/api/app" + path), body, token, clock.GetUtcNow(), ct);
                // A nonce is given with the refusal (§9); a token that ended early is renewed once.
                if (attempt >= 2 || answer.Status != (int)HttpStatusCode.Unauthorized || error is not ("use_dpop_nonce" or "invalid_token"))
                    return answer;
                if (error == "invalid_token" && renewed)
                    return answer;
                renewed |= error == "invalid_token";
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return ApiAnswer.NoAnswer;
        }
    }
}
