using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;

namespace JsHrss.Benchmarks.Wire;

/// <summary>One client at the wire. Checks every answer before it is used.</summary>
internal sealed class Relying
{
    private const string State = "st-0123456789abcdef";
    private const string Nonce = "no-0123456789abcdef";

    private readonly Connections _connections;
    private readonly Party _party;
    private readonly (string Name, string Value)[] _request;
    private readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public Relying(Connections connections, Party party)
    {
        (_connections, _party) = (connections, party);
        _request =
        [
            ("client_id", party.Id), ("redirect_uri", party.RedirectUri ?? ""), ("response_type", "code"), ("scope", party.Scope), ("state", State), ("nonce", Nonce),
            ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)))), ("code_challenge_method", "S256"),
        ];
        AuthorizePath = "/connect/authorize?" + Connections.Form(_request);
    }

    public string Verifier => _verifier;

    /// <summary>The authorization request, path and query.</summary>
    public string AuthorizePath { get; }

    /// <summary>Code flow with PKCE of a signed-in browser: no page between.</summary>
    public async Task<Tokens> SignInAsync(string cookies, CancellationToken ct)
    {
        var answer = await _connections.GetAsync(AuthorizePath, cookies, null, ct);
        var query = HttpUtility.ParseQueryString(new Uri(answer.SentTo(_party.RedirectUri + "?")).Query);
        answer.Expect(query["code"] is { Length: > 40 } && query["state"] == State && query["iss"] == _connections.Issuer, "code, state or iss is missing");
        return await TokenAsync(true, ct, ("grant_type", "authorization_code"), ("code", query["code"]!), ("redirect_uri", _party.RedirectUri!), ("code_verifier", _verifier));
    }

    public Task<Tokens> RefreshAsync(string refreshToken, CancellationToken ct) => TokenAsync(true, ct, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    public Task<Tokens> ActForItselfAsync(CancellationToken ct) => TokenAsync(false, ct, ("grant_type", "client_credentials"), ("scope", _party.Scope));

    /// <summary>An assertion for one use of <see cref="ActForItselfAsync(string, CancellationToken)"/>.</summary>
    public string Assert() => _party.Key!.Assert(_party.Id, _connections.Issuer);

    /// <summary>As above, authenticated by <c>private_key_jwt</c>.</summary>
    public Task<Tokens> ActForItselfAsync(string assertion, CancellationToken ct) => TokenAsync(
        false, ct, ("grant_type", "client_credentials"), ("scope", _party.Scope), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion));

    /// <summary>A terminal asks for a code (RFC 8628 §3.1).</summary>
    public async Task<string> AskAsync(CancellationToken ct)
    {
        var answer = await PostAsync("/connect/device", ct, ("scope", _party.Scope));
        var json = answer.Json();
        answer.Expect(Text(json, "user_code")?.Length >= 9 && Text(json, "device_code") is not null, "no codes");
        return Text(json, "device_code")!;
    }

    /// <summary>Asks whether somebody has approved it; nobody has.</summary>
    public async Task PollAsync(string deviceCode, string expected, CancellationToken ct)
    {
        var answer = await PostAsync("/connect/token", ct, ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", deviceCode));
        answer.Expect(Text(answer.Json(400), "error") == expected, $"not {expected}");
    }

    /// <summary>Leaves the authorization request with the server beforehand (RFC 9126).</summary>
    public async Task PushAsync(CancellationToken ct)
    {
        var answer = await PostAsync("/connect/par", ct, _request);
        var json = answer.Json(201);
        answer.Expect(Text(json, "request_uri")?.StartsWith("urn:ietf:params:oauth:request_uri:", StringComparison.Ordinal) == true && json.GetProperty("expires_in").GetInt32() > 0, "request_uri or expires_in is missing");
    }

    /// <summary><c>sub</c> at UserInfo.</summary>
    public async Task<string> UserInfoAsync(string accessToken, CancellationToken ct)
    {
        var answer = await _connections.GetAsync("/connect/userinfo", null, "Bearer " + accessToken, ct);
        var json = answer.Json();
        answer.Expect(Text(json, "sub") is { Length: > 0 } && Text(json, "name") is { Length: > 0 }, "sub or name is missing");
        return Text(json, "sub")!;
    }

    /// <summary>Whether the token is active; if so, with its <c>sub</c> checked to stand there.</summary>
    public async Task<bool> IntrospectAsync(string token, CancellationToken ct)
    {
        var answer = await PostAsync("/connect/introspect", ct, ("token", token));
        var json = answer.Json();
        var active = json.GetProperty("active").GetBoolean();
        answer.Expect(!active || (Text(json, "sub") is { Length: > 0 } && Text(json, "iss") == _connections.Issuer && json.GetProperty("exp").GetInt64() > 0), "sub, iss or exp is missing");
        return active;
    }

    /// <summary>Whether a person may hand in items for a unit now (docs/authzen.md): each of them, or the request was wrong.</summary>
    public async Task EvaluateAsync(string sub, string unit, IReadOnlyList<string> items, CancellationToken ct)
    {
        var about = $$"""
            "subject":{"type":"user","id":"{{sub}}"},"action":{"name":"submit"},"context":{"unit":"{{unit}}"}
            """;
        var resources = items.Select(item => $$"""
            "resource":{"type":"urn:jshrss:item","id":"{{item}}"}
            """);
        var answer = items.Count == 1
            ? await _connections.PostJsonAsync("/access/v1/evaluation", $"{{{about},{resources.Single()}}}", _party.Basic, ct)
            : await _connections.PostJsonAsync("/access/v1/evaluations", $"{{{about},\"evaluations\":[{string.Join(',', resources.Select(one => $"{{{one}}}"))}]}}", _party.Basic, ct);
        var json = answer.Json();
        var decisions = items.Count == 1 ? [json] : json.GetProperty("evaluations").EnumerateArray().ToArray();
        answer.Expect(decisions.Length == items.Count && decisions[0].GetProperty("decision").GetBoolean(), "not permitted");
    }

    public async Task RevokeAsync(string token, CancellationToken ct) => (await PostAsync("/connect/revoke", ct, ("token", token))).Nothing();

    private async Task<Tokens> TokenAsync(bool ofPerson, CancellationToken ct, params (string Name, string Value)[] form)
    {
        var answer = await PostAsync("/connect/token", ct, form);
        var json = answer.Json();
        answer.Expect(Text(json, "token_type") == "Bearer" && json.GetProperty("expires_in").GetInt32() > 0, "token_type or expires_in is wrong");
        answer.Expect(IsJwt(Text(json, "access_token")), "the access token is no JWT");
        answer.Expect(IsJwt(Text(json, "id_token"), _party.IdTokenSignature) == ofPerson, "an ID token too many or too few");
        return new Tokens(Text(json, "access_token")!, Text(json, "refresh_token")) { Id = Text(json, "id_token") };
    }

    private Task<Answer> PostAsync(string path, CancellationToken ct, params ReadOnlySpan<(string Name, string Value)> form) =>
        _connections.PostAsync(path, _party.Secret is null ? Connections.Form([.. form, ("client_id", _party.Id)]) : Connections.Form(form), null, _party.Basic, ct);

    /// <param name="text">The token.</param>
    /// <param name="signature">Characters of the signature: ES256 has 64 bytes.</param>
    private static bool IsJwt(string? text, int signature = 86) => text is not null && text.Split('.') is [{ Length: > 0 }, { Length: > 0 }, { Length: var signed }] && signed == signature;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What a token answer held.</summary>
/// <param name="Access">Access token.</param>
/// <param name="Refresh">Null: none was handed out.</param>
internal sealed record Tokens(string Access, string? Refresh)
{
    /// <summary>The ID token; null: none.</summary>
    public string? Id { get; init; }

    /// <summary>Its <c>sub</c>.</summary>
    public string Subject => JsonElement.Parse(Base64Url.DecodeFromChars(Id!.Split('.')[1])).GetProperty("sub").GetString()!;
}
