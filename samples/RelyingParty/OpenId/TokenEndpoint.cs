using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelyingParty.OpenId;

/// <summary>How the token endpoint answered.</summary>
internal abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    internal sealed record Granted(TokenAnswer Answer) : TokenOutcome;

    /// <summary>An error of RFC 6749 §5.2, final for this grant when it is <c>invalid_grant</c>.</summary>
    internal sealed record Refused(string Error) : TokenOutcome;

    /// <summary>No usable answer: the grant may still live, so nothing is thrown away.</summary>
    internal sealed record Unreachable : TokenOutcome;
}

/// <summary>Posts to the token and revocation endpoints as the confidential client that we are.</summary>
internal static class TokenEndpoint
{
    public static async Task<TokenOutcome> AskAsync(OpenIdOptions options, string endpoint, IReadOnlyDictionary<string, string> form, CancellationToken ct)
    {
        try
        {
            using var response = await PostAsync(options, endpoint, form, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            if (response.IsSuccessStatusCode)
                return TokenAnswer.Read(body) is { } answer ? new TokenOutcome.Granted(answer) : new TokenOutcome.Unreachable();
            return (int)response.StatusCode < 500 && ErrorOf(body) is { } error ? new TokenOutcome.Refused(error) : new TokenOutcome.Unreachable();
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new TokenOutcome.Unreachable();
        }
    }

    /// <summary>Tells the server that we will not use a token again (RFC 7009 §2.1). Best effort: the local ticket is gone either way.</summary>
    public static async Task RevokeAsync(OpenIdOptions options, string endpoint, string refreshToken, CancellationToken ct)
    {
        try
        {
            using var _ = await PostAsync(options, endpoint, new Dictionary<string, string> { ["token"] = refreshToken, ["token_type_hint"] = "refresh_token" }, ct);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The server ends the grant with its session anyway.
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(OpenIdOptions options, string endpoint, IReadOnlyDictionary<string, string> form, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Authorization = BasicCredentials.For(options.ClientId, options.ClientSecret);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        return await options.Backchannel.SendAsync(request, ct);
    }

    private static string? ErrorOf(string body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?.Text("error");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
