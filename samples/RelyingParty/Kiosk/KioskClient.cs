using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Kiosk;

/// <summary>What the server gave a terminal (RFC 8628 §3.2).</summary>
internal sealed record DeviceAnswer(string DeviceCode, string UserCode, string Address, string WholeAddress, TimeSpan LivesFor, TimeSpan Interval);

/// <summary>How a poll went (RFC 8628 §3.5).</summary>
internal abstract record Poll
{
    private Poll()
    {
    }

    internal sealed record Pending(bool SlowDown) : Poll;

    internal sealed record SignedIn(JsonObject Claims, string? Name, string AccessToken) : Poll;

    internal sealed record Denied : Poll;

    internal sealed record Over : Poll;

    /// <summary>No usable answer: asked again later, and less often.</summary>
    internal sealed record Unreachable : Poll;
}

/// <summary>A terminal's side of the device authorization grant: a public client that only knows the issuer.</summary>
internal sealed class KioskClient(IHttpClientFactory http, IOptionsMonitor<OpenIdOptions> options, TimeProvider clock)
{
    public const string Http = "kiosk";

    private const string ClientId = "kiosk";
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Null: the server does not answer now.</summary>
    public async Task<DeviceAnswer?> BeginAsync(string nonce, CancellationToken ct)
    {
        var form = Form(("scope", "openid profile unit items"), ("nonce", nonce));
        if (await PostAsync(server => server.DeviceAuthorizationEndpoint, form, ct) is not (true, { } answer))
            return null;
        return answer.Text("device_code") is { } device && answer.Text("user_code") is { } user && answer.Text("verification_uri") is { } address && answer.Number("expires_in") is { } lives
            ? new DeviceAnswer(
                device, user, address, answer.Text("verification_uri_complete") ?? address, TimeSpan.FromSeconds(lives),
                // RFC 8628 §3.2: five seconds when nothing is said.
                TimeSpan.FromSeconds(answer.Number("interval") ?? 5))
            : null;
    }

    public async Task<Poll> PollAsync(string deviceCode, string nonce, CancellationToken ct)
    {
        switch (await PostAsync(server => server.TokenEndpoint, Form(("grant_type", GrantType), ("device_code", deviceCode)), ct))
        {
            case (true, { } tokens) when tokens.Text("id_token") is { } idToken && tokens.Text("access_token") is { } accessToken:
                var verdict = await CheckAsync(idToken, accessToken, nonce, ct);
                return verdict.Claims is { } claims ? new Poll.SignedIn(claims, await NameAsync(claims, accessToken, ct), accessToken) : new Poll.Over();
            case (false, { } refusal):
                return refusal.Text("error") switch
                {
                    "authorization_pending" => new Poll.Pending(SlowDown: false),
                    "slow_down" => new Poll.Pending(SlowDown: true),
                    "access_denied" => new Poll.Denied(),
                    "temporarily_unavailable" => new Poll.Unreachable(),
                    _ => new Poll.Over(),
                };
            default:
                return new Poll.Unreachable();
        }
    }

    /// <summary>The terminal forgets who was there, and says so (RFC 7009 §2.1). Best effort: the token ends by itself within minutes.</summary>
    public Task RevokeAsync(string accessToken, CancellationToken ct) => PostAsync(server => server.RevocationEndpoint, Form(("token", accessToken)), ct);

    /// <summary>The name stands at userinfo; a terminal greets without it where it cannot be had.</summary>
    private async Task<string?> NameAsync(JsonObject claims, string accessToken, CancellationToken ct)
    {
        var server = await options.Get(TicketPaths.Hall).Discovery.GetConfigurationAsync(ct);
        return (await UserInfoEndpoint.ReadAsync(http.CreateClient(Http), server.UserInfoEndpoint, accessToken, claims.Text("sub")!, ct))?.Text("name");
    }

    private async Task<IdTokenVerdict> CheckAsync(string idToken, string accessToken, string nonce, CancellationToken ct)
    {
        var issuer = options.Get(TicketPaths.Hall);
        var server = await issuer.Discovery.GetConfigurationAsync(ct);
        return await IdTokenCheck.JudgeAsync(idToken, new IdTokenExpectation(issuer.Issuer, ClientId, issuer.IdTokenAlgorithm, server.SigningKeys, nonce, accessToken, null, null, clock.GetUtcNow()));
    }

    private async Task<(bool Succeeded, JsonObject? Answer)> PostAsync(Func<OpenIdConnectConfiguration, string?> endpoint, Dictionary<string, string> form, CancellationToken ct)
    {
        try
        {
            var server = await options.Get(TicketPaths.Hall).Discovery.GetConfigurationAsync(ct);
            if (endpoint(server) is not { Length: > 0 } address)
                return (false, null);
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.CreateClient(Http).PostAsync(address, content, ct);
            return (response.IsSuccessStatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)) as JsonObject);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or InvalidOperationException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (false, null);
        }
    }

    private static Dictionary<string, string> Form(params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string> { ["client_id"] = ClientId };
        foreach (var (name, value) in more)
            form[name] = value;
        return form;
    }
}
