using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelyingParty.OpenId;

/// <summary>Asks for the claims that do not stand in the ID token (Core §5.3).</summary>
internal static class UserInfoEndpoint
{
    /// <summary>The claims, or null when they could not be had or speak of somebody else.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpClient backchannel, string endpoint, string accessToken, string subject, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        try
        {
            using var response = await backchannel.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode)
                return null;
            var claims = JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)) as JsonObject;
            // Core §5.3.2: without this comparison a swapped token would put one person's data into another's session.
            return claims?.Text("sub") == subject ? claims : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
