using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>江苏智慧人社APP as an OpenID Connect client: public, native, PKCE, its tokens bound to the phone's key.</summary>
internal sealed class MobileApp(IHttpClientFactory clients, IConfiguration configuration, SandboxClock clock)
{
    public const string ClientId = "mobile-app";

    private const string Scope = "openid profile unit app offline_access";

    /// <summary>How long before its end a token is renewed.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(20);

    /// <summary>A loopback address (RFC 8252 §7.3); the phone's browser hands over before anything is asked there.</summary>
    private static readonly Uri Callback = new("http://127.0.0.1:5400/callback");

    private readonly string _issuer = configuration["Issuer"] ?? throw new InvalidOperationException("Set 'Issuer' to the address of the identity provider.");
    private IssuerMetadata? _metadata;

    public string Issuer => _issuer;

    /// <summary>Signs somebody in: authorization code with PKCE, nonce, state and <c>dpop_jkt</c> (RFC 9449 §10). Null: done; else what to tell.</summary>
    public async Task<string?> SignInAsync(SimulatedPhone phone, string account, string password, CancellationToken ct)
    {
        await phone.Turn.WaitAsync(ct);
        try
        {
            if (await MetadataAsync(ct) is not { } issuer)
                return PhoneWords.Unreachable;
            var (verifier, state, nonce) = (Chance(), Chance(), Chance());
            var browser = new PocketBrowser(Http, issuer.Issuer, Callback);
            var page = await browser.OpenAsync(AuthorizeAddress(issuer, phone, verifier, state, nonce), ct);
            if (page.Left is null && await browser.SendFormAsync(page, "Password", new Dictionary<string, string> { ["Account"] = account, ["Password"] = password }, ct) is { } next)
                page = next;
            if (page.Left is not { } back)
                return PocketBrowser.Complaint(page) is { Length: > 0 } complaint ? complaint : PhoneWords.Unreachable;
            var answer = back.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
                .GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => Uri.UnescapeDataString(group.First()[1].Replace('+', ' ')));
            // RFC 9207: the answer must come from the issuer that was asked.
            if (answer.GetValueOrDefault("state") != state || answer.GetValueOrDefault("iss") != _issuer || answer.GetValueOrDefault("code") is not { } code)
                return $"登录没有完成（{answer.GetValueOrDefault("error") ?? "invalid_response"}）。";
            var (tokens, error) = await AskAsync(phone, issuer, new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code", ["client_id"] = ClientId, ["code"] = code, ["redirect_uri"] = Callback.AbsoluteUri, ["code_verifier"] = verifier,
            }, ct);
            if (tokens is null)
                return $"登录没有完成（{error}）。";
            if (!IsOurs(tokens, nonce, out var name))
                return "登录没有完成：身份令牌与这次请求不符。";
            var signedIn = Read(tokens, account, name ?? account, null);
            phone.Tokens = name is null && await NameAsync(phone, issuer, signedIn.AccessToken, ct) is { } told ? signedIn with { Name = told } : signedIn;
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return PhoneWords.Unreachable;
        }
        finally
        {
            phone.Turn.Release();
        }
    }

    /// <summary>A token that still holds, renewed when it is about to end; null when nobody is signed in any more.</summary>
    public async Task<string?> AccessTokenAsync(SimulatedPhone phone, CancellationToken ct, bool renew = false)
    {
        await phone.Turn.WaitAsync(ct);
        try
        {
            if (phone.Tokens is not { } held)
                return null;
            if (!renew && clock.GetUtcNow() < held.ExpiresAt - Early)
                return held.AccessToken;
            if (held.RefreshToken is null || await MetadataAsync(ct) is not { } issuer)
                return held.AccessToken;
            var (tokens, error) = await AskAsync(phone, issuer, new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token", ["client_id"] = ClientId, ["refresh_token"] = held.RefreshToken,
            }, ct);
            if (tokens is not null)
                phone.Tokens = Read(tokens, held.Account, held.Name, held.RefreshToken);
            else if (error == "invalid_grant")
                phone.Tokens = null;
            return phone.Tokens?.AccessToken;
        }
        finally
        {
            phone.Turn.Release();
        }
    }

    /// <summary>Forgets the person and tells the server (RFC 7009). The key stays: it belongs to the phone.</summary>
    public async Task SignOutAsync(SimulatedPhone phone, CancellationToken ct)
    {
        if (phone.Tokens is not { } held)
            return;
        phone.Tokens = null;
        if (held.RefreshToken is null || await MetadataAsync(ct) is not { Revocation: { } revocation })
            return;
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["client_id"] = ClientId, ["token"] = held.RefreshToken, ["token_type_hint"] = "refresh_token" });
            using var _ = await Http.PostAsync(revocation, form, ct);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // The phone has forgotten the token either way.
        }
    }

    private HttpClient Http => clients.CreateClient(ClientId);

    private async Task<IssuerMetadata?> MetadataAsync(CancellationToken ct) => _metadata ??= await IssuerMetadata.ReadAsync(Http, _issuer, ct);

    private static Uri AuthorizeAddress(IssuerMetadata issuer, SimulatedPhone phone, string verifier, string state, string nonce)
    {
        var parameters = new Dictionary<string, string>
        {
            ["client_id"] = ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = Callback.AbsoluteUri,
            ["scope"] = Scope,
            ["state"] = state,
            ["nonce"] = nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
            ["dpop_jkt"] = phone.Key.Thumbprint,
            ["ui_tab"] = "person",
        };
        return new Uri(issuer.Authorization + "?" + string.Join('&', parameters.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}")));
    }

    /// <summary>Asks the token endpoint, once more when it wants a nonce of its own in the proof (RFC 9449 §8).</summary>
    private async Task<(JsonObject? Tokens, string? Error)> AskAsync(SimulatedPhone phone, IssuerMetadata issuer, Dictionary<string, string> form, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, issuer.Token) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Add("DPoP", DpopProof.For(phone.Key, HttpMethod.Post, issuer.Token, clock.GetUtcNow(), phone.TokenNonce, accessToken: null));
            using var response = await Http.SendAsync(request, ct);
            if (response.Headers.TryGetValues("DPoP-Nonce", out var nonces))
                phone.TokenNonce = nonces.Last();
            var body = ReadJson(await response.Content.ReadAsStringAsync(ct));
            if (response.IsSuccessStatusCode && body is not null)
                return "DPoP".Equals(Jose.Text(body, "token_type"), StringComparison.OrdinalIgnoreCase) ? (body, null) : (null, "token_not_bound");
            var error = body is null ? $"http_{(int)response.StatusCode}" : Jose.Text(body, "error") ?? "unknown";
            if (error != "use_dpop_nonce" || attempt > 0)
                return (null, error);
        }
    }

    /// <summary>The holder's name, where the ID token did not tell it (Core §5.3).</summary>
    private async Task<string?> NameAsync(SimulatedPhone phone, IssuerMetadata issuer, string token, CancellationToken ct)
    {
        var (answer, error) = await BoundRequest.SendAsync(Http, phone, HttpMethod.Get, issuer.UserInfo, null, token, clock.GetUtcNow(), ct);
        if (error == "use_dpop_nonce")
            (answer, _) = await BoundRequest.SendAsync(Http, phone, HttpMethod.Get, issuer.UserInfo, null, token, clock.GetUtcNow(), ct);
        return answer.IsOk && answer.Body is JsonObject claims ? Jose.Text(claims, "name") : null;
    }

    /// <summary>OpenID Connect Core §3.1.3.7; the signature may be left to the connection that it came over (step 6), which is a direct one.</summary>
    private bool IsOurs(JsonObject tokens, string nonce, out string? name)
    {
        name = null;
        if (Jose.Text(tokens, "id_token")?.Split('.') is not { Length: 3 } parts || ReadJson(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]))) is not { } claims)
            return false;
        name = Jose.Text(claims, "name");
        return Jose.Text(claims, "iss") == _issuer && Jose.Text(claims, "aud") == ClientId && Jose.Text(claims, "nonce") == nonce;
    }

    private PhoneTokens Read(JsonObject tokens, string account, string name, string? refreshToken) => new(
        account,
        name,
        Jose.Text(tokens, "access_token") ?? "",
        clock.GetUtcNow() + TimeSpan.FromSeconds(tokens["expires_in"] is JsonValue value && value.TryGetValue<int>(out var seconds) ? seconds : 60),
        Jose.Text(tokens, "refresh_token") ?? refreshToken);

    private static JsonObject? ReadJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Chance() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
