using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace UpstreamSandbox.Phone;

/// <summary>One request with the phone's token and a proof of its key (RFC 9449 §7.1).</summary>
internal static class BoundRequest
{
    /// <summary>The answer, and the error of the challenge when the token or the proof was refused.</summary>
    public static async Task<(ApiAnswer Answer, string? Error)> SendAsync(
        HttpClient http, SimulatedPhone phone, HttpMethod method, Uri address, JsonObject? body, string token, DateTimeOffset now, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("DPoP", token);
        request.Headers.Add("DPoP", DpopProof.For(phone.Key, method, address, now, phone.ApiNonce, token));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, ct);
        if (response.Headers.TryGetValues("DPoP-Nonce", out var nonces))
            phone.ApiNonce = nonces.Last();
        var text = await response.Content.ReadAsStringAsync(ct);
        var isJson = response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal);
        return (new ApiAnswer((int)response.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null), ErrorOf(response.Headers.WwwAuthenticate));
    }

    private static string? ErrorOf(IEnumerable<AuthenticationHeaderValue> challenges)
    {
        var challenge = challenges.FirstOrDefault(one => one.Scheme == "DPoP")?.Parameter ?? "";
        return Array.Find(["use_dpop_nonce", "invalid_token"], error => challenge.Contains($"error=\"{error}\"", StringComparison.Ordinal));
    }
}
