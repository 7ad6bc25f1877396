using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JsHrss.Benchmarks.Wire;

namespace JsHrss.Fuzz;

/// <summary>Honest requests to every endpoint and page, with values that are good at that moment.</summary>
internal static class Seeds
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public static async Task<Seed[]> TakeAsync(Scene scene, CancellationToken ct)
    {
        var tokens = await scene.Hall.SignInAsync(scene.PersonCookies, ct);
        var agents = await scene.UnitDesk.SignInAsync(scene.AgentCookies, ct);
        var (page, waiting) = await scene.AtSignInPageAsync(scene.Hall, ct);
        var interaction = Uri.UnescapeDataString(page[(page.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var html = (await scene.Connections.GetAsync(page, waiting, null, ct)).Body;
        var antiforgery = Field(html, "__RequestVerificationToken");
        var basic = ("Authorization", Party.Hall.Basic!);
        (string, string) person = ("Cookie", scene.PersonCookies);
        (string, string) stranger = ("Cookie", waiting);
        var jwt = $"{Encoded("""{"alg":"ES256","kid":"1"}""")}.{Encoded($$"""{"iss":"partner","sub":"partner","aud":"{{scene.Connections.Issuer}}","exp":1795250300,"jti":"j"}""")}.{new string('A', 86)}";
        return
        [
            new("GET", "/.well-known/openid-configuration", [], null, []),
            new("GET", "/connect/jwks", [], null, [("Origin", "http://localhost:5300")]),
            new("GET", "/connect/authorize", Authorize(), null, [person]),
            new("GET", "/connect/authorize", [.. Authorize(), ("prompt", "none"), ("max_age", "100"), ("ui_locales", "zh-CN en"), ("acr_values", "urn:jshrss:acr:realname"), ("id_token_hint", tokens.Access), ("login_hint", "13000000006"), ("unit_hint", "self")], null, [person]),
            new("GET", "/connect/authorize", [.. Authorize(), ("claims", """{"id_token":{"acr":{"essential":true,"values":["urn:jshrss:acr:realname"]},"sub":{"value":"x"}},"userinfo":{"name":null}}"""), ("response_mode", "form_post"), ("resource", "https://api.example")], null, [person]),
            new("GET", "/connect/authorize", [("client_id", "hall"), ("request", jwt)], null, [person]),
            new("GET", "/connect/authorize", [("client_id", "hall"), ("request_uri", "urn:ietf:params:oauth:request_uri:par_AZkAAAAAcAAAAAAAAAAAAQ" + new string('A', 42))], null, [person]),
            new("POST", "/connect/authorize", [], Authorize(), []),
            new("GET", "/connect/authorize/resume", [("interaction", interaction)], null, [stranger]),
            new("POST", "/connect/token", [], [("grant_type", "authorization_code"), ("code", "code_AZkAAAAAcAAAAAAAAAAAAQ" + new string('A', 42)), ("redirect_uri", Party.Hall.RedirectUri!), ("code_verifier", Verifier)], [basic]),
            new("POST", "/connect/token", [], [("grant_type", "refresh_token"), ("refresh_token", tokens.Refresh!), ("scope", "openid"), ("resource", "https://a.example"), ("unit_hint", "self")], [basic]),
            new("POST", "/connect/token", [], [("grant_type", "client_credentials"), ("scope", "demo.read")], [("Authorization", Party.Batch.Basic!)]),
            new("POST", "/connect/token", [], [("grant_type", "client_credentials"), ("client_id", "batch"), ("client_secret", Party.Batch.Secret!)], []),
            new("POST", "/connect/token", [], [("grant_type", "refresh_token"), ("refresh_token", tokens.Refresh!), ("client_id", "partner"), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", jwt)], []),
            new("POST", "/connect/par", [], Authorize(), [basic]),
            new("GET", "/connect/userinfo", [], null, [("Authorization", "Bearer " + agents.Access)]),
            new("POST", "/connect/userinfo", [], [("access_token", tokens.Access)], []),
            new("POST", "/connect/introspect", [], [("token", tokens.Access), ("token_type_hint", "access_token")], [basic]),
            new("POST", "/connect/introspect", [], [("token", tokens.Refresh!)], [basic]),
            new("POST", "/connect/revoke", [], [("token", "rt_AZkAAAAAcAAAAAAAAAAAAQ" + new string('A', 42)), ("token_type_hint", "refresh_token")], [basic]),
            new("GET", "/connect/logout", [("id_token_hint", tokens.Access), ("client_id", "hall"), ("post_logout_redirect_uri", "http://localhost:5300/signout-callback-oidc"), ("state", "s"), ("logout_hint", "x")], null, [stranger]),
            new("POST", "/connect/logout", [], [("client_id", "hall"), ("post_logout_redirect_uri", "http://localhost:5300/signout-callback-oidc")], []),
            new("GET", "/sign-in", [("interaction", interaction), ("tab", "unit")], null, [stranger, ("Accept-Language", "en;q=0.5, zh-CN")]),
            new("POST", "/sign-in", [("interaction", interaction)], [("Account", "13000000006"), ("Password", "Wrong-2026!"), ("AccountKind", ""), ("__RequestVerificationToken", antiforgery)], [stranger]),
            new("POST", "/sign-in", [("interaction", interaction), ("tab", "unit")], [("UnitCode", "13150819"), ("Account", "320102199001010011"), ("Password", "Wrong-2026!"), ("UnitKind", ""), ("__RequestVerificationToken", antiforgery)], [stranger]),
            new("POST", "/sign-in", [], [("Account", "13000000006"), ("Password", "Wrong-2026!"), ("ChallengeWay", "words"), ("ChallengeNew", "words"), ("Challenge", "7"), ("__RequestVerificationToken", antiforgery)], [("Cookie", stranger.Item2 + "; __Host-idp.challenge=CfDJ8" + new string('A', 300))]),
            new("GET", "/challenge/sign-in", [], null, [("Cookie", stranger.Item2 + "; __Host-idp.challenge=CfDJ8" + new string('A', 300))]),
            new("GET", "/choose", [("interaction", interaction)], null, [person]),
            new("GET", "/consent", [("interaction", interaction)], null, [person]),
            new("GET", "/sign-out", [("done", "1"), ("interaction", interaction)], null, [person]),
            new("GET", "/", [], null, [person]),
            new("POST", "/display", [("return", "/help")], [("culture", "en"), ("theme", "dark"), ("text", "large"), ("return", "/")], [stranger]),
            new("GET", "/api/me", [], null, [("Authorization", "Bearer " + tokens.Access)]),
            new("GET", "/api/me/units", [("max_age", "300")], null, [("Authorization", "Bearer " + agents.Access)]),
            new("GET", "/help", [], null, [("Accept-Encoding", "gzip, br"), ("If-None-Match", "\"x\""), ("X-Forwarded-For", "1.2.3.4"), ("Forwarded", "for=1.2.3.4;host=evil.example")]),
        ];
    }

    private static (string, string)[] Authorize() =>
    [
        ("client_id", "hall"), ("redirect_uri", Party.Hall.RedirectUri!), ("response_type", "code"), ("scope", "openid profile unit items offline_access"), ("state", "st-0123456789"), ("nonce", "no-0123456789"),
        ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))), ("code_challenge_method", "S256"),
    ];

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Field(string html, string name)
    {
        var at = html.IndexOf($"name=\"{name}\"", StringComparison.Ordinal);
        var value = html.IndexOf("value=\"", at, StringComparison.Ordinal) + 7;
        return html[value..html.IndexOf('"', value)];
    }
}
