using System.Net;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Token;

public sealed class AuthorizationCodeGrantTests
{
    private const string Second = "https://two.example/";

    private static readonly Client TwoResources = SampleClients.Hall with { Resources = [SampleClients.Resource, Second] };

    [Theory]
    [InlineData("hall")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 6749 §5.1/members")]
    [Trait("Spec", "OIDC Core §3.1.3.3/bearer")]
    [Trait("Spec", "OIDC Core §3.1.3.2/valid")]
    [Trait("Spec", "RFC 6749 §4.1.4/tokens")]
    public async Task A_code_becomes_tokens_that_open_userinfo(string id)
    {
        await using var host = await ProviderHost.StartAsync();
        var client = SampleClients.All.Single(c => c.Id.Value == id);
        var code = await GrantedCode.OpenAsync(host, client);

        var tokens = await host.TokenAsync(client, code.Form);
        var userInfo = await host.UserInfoAsync(tokens.AccessToken);

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal("Bearer", tokens["token_type"]);
        Assert.Equal("300", tokens["expires_in"]);
        Assert.Equal("openid profile", tokens["scope"]);
        Assert.StartsWith("rt_", tokens.RefreshToken, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, userInfo.Status);
        Assert.Equal(tokens.Claims("id_token").GetProperty("sub").GetString(), userInfo["sub"]);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.1/no-store")]
    [Trait("Spec", "OIDC Core §3.1.3.3/no-store")]
    [Trait("Case", "CD-18")]
    public async Task Tokens_are_never_stored_on_the_way()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal("no-store", tokens.Header("Cache-Control"));
        Assert.Equal("no-cache", tokens.Header("Pragma"));
        Assert.Equal("application/json", tokens.Header("Content-Type"));
        Assert.Equal("no-store", (await host.UserInfoAsync(tokens.AccessToken)).Header("Cache-Control"));
        Assert.Equal("no-store", (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken)).Header("Cache-Control"));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §2/iss")]
    [Trait("Spec", "OIDC Core §2/aud")]
    [Trait("Spec", "OIDC Core §2/exp-iat")]
    [Trait("Spec", "OIDC Core §2/auth-time")]
    [Trait("Spec", "OIDC Core §2/nonce")]
    [Trait("Spec", "OIDC Core §15.1/auth-time")]
    [Trait("Spec", "OIDC Core §3.1.3.3/id-token")]
    [Trait("Spec", "OIDC Core §3.1.3.6/at-hash")]
    public async Task The_id_token_tells_of_the_sign_in_and_belongs_to_the_access_token()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall, nonce: "n-42");

        var tokens = await host.TokenAsync(SampleClients.Hall, code.Form);
        var claims = tokens.Claims("id_token");

        Assert.Equal("JWT", Jwt.Header(tokens["id_token"]!).GetProperty("typ").GetString());
        Assert.Equal(ProviderHost.Issuer, claims.GetProperty("iss").GetString());
        Assert.Equal("hall", claims.GetProperty("aud").GetString());
        Assert.Equal("n-42", claims.GetProperty("nonce").GetString());
        Assert.Equal(code.Grant.Entitlement.Authentication!.At.ToUnixTimeSeconds(), claims.GetProperty("auth_time").GetInt64());
        Assert.Equal(SampleHouse.AcrValues[1], claims.GetProperty("acr").GetString());
        Assert.Equal("pwd", claims.GetProperty("amr")[0].GetString());
        Assert.Equal("local", claims.GetProperty("idp").GetString());
        Assert.Equal(host.Service<ISubjectIdentifiers>().Session(code.Grant.Entitlement.Session!.Value, SampleClients.Hall.Id, SampleHouse.Self), claims.GetProperty("sid").GetString());
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(tokens.AccessToken));
        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(hash.AsSpan(0, 16)), claims.GetProperty("at_hash").GetString());
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
    }

    [Fact]
    [Trait("Spec", "RFC 9068 §2.1/typ")]
    [Trait("Spec", "RFC 9068 §2.1/signed")]
    [Trait("Spec", "RFC 9068 §2.2.3/scope")]
    [Trait("Spec", "RFC 9068 §3/resource")]
    [Trait("Spec", "RFC 8707 §2/audience")]
    [Trait("Spec", "RFC 6750 §5.2/audience")]
    [Trait("Spec", "RFC 9068 §2.2/claims")]
    public async Task The_access_token_is_a_typed_jwt_for_one_audience()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall, "openid", SampleClients.Resource);
        var claims = tokens.Claims("access_token");

        Assert.Equal("at+jwt", Jwt.Header(tokens.AccessToken).GetProperty("typ").GetString());
        Assert.Equal("ES256", Jwt.Header(tokens.AccessToken).GetProperty("alg").GetString());
        Assert.Equal(SampleClients.Resource, claims.GetProperty("aud").GetString());
        Assert.Equal("hall", claims.GetProperty("client_id").GetString());
        Assert.Equal("openid", claims.GetProperty("scope").GetString());
        Assert.Equal(22, claims.GetProperty("jti").GetString()!.Length);
        Assert.Equal(SampleHouse.AcrValues[1], claims.GetProperty("acr").GetString());
        Assert.StartsWith("g_", claims.GetProperty("grant_id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.3")]
    [Trait("Spec", "OIDC Core §3.1.3.2/openid")]
    [Trait("Spec", "RFC 6750 §3.1/status")]
    [Trait("Spec", "RFC 6749 §7/checked")]
    public async Task Without_openid_there_is_no_id_token_and_no_userinfo()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall, "profile");

        Assert.Null(tokens["id_token"]);
        var userInfo = await host.UserInfoAsync(tokens.AccessToken);
        Assert.Equal(HttpStatusCode.Forbidden, userInfo.Status);
        Assert.Contains("error=\"insufficient_scope\"", userInfo.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §6")]
    public async Task A_client_not_registered_for_refresh_gets_no_refresh_token()
    {
        var once = SampleClients.Hall with { GrantTypes = ["authorization_code"] };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(once);

        Assert.Null((await host.SignInAsync(once, "openid offline_access")).RefreshToken);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2/once")]
    [Trait("Spec", "OIDC Core §3.1.3.2/once")]
    [Trait("Spec", "OIDC Core §3.1.3.4/form")]
    [Trait("Spec", "RFC 6749 §10.5/once")]
    [Trait("Case", "CD-07")]
    public async Task A_replayed_code_ends_everything_the_first_redemption_gave()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        var first = await host.TokenAsync(SampleClients.Hall, code.Form);

        var second = await host.TokenAsync(SampleClients.Hall, code.Form);

        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        Assert.Equal("invalid_grant", second.Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(first.AccessToken)).Status);
        Assert.Equal("{\"active\":false}", (await host.IntrospectAsync(SampleClients.Hall, first.AccessToken)).Text);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, first.RefreshToken)).Error);
        Assert.Contains(host.Ledger.Facts, f => f is { Code: "grant.misused", Reason: "code_replayed" });
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2")]
    [Trait("Case", "CD-07")]
    public async Task A_replay_is_recognised_after_the_code_has_expired()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        var first = await host.TokenAsync(SampleClients.Hall, code.Form);
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        await host.TokenAsync(SampleClients.Hall, code.Form);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(first.AccessToken)).Status);
    }

    [Theory]
    [InlineData("partner")]
    [InlineData("hall-spa")]
    [Trait("Spec", "RFC 9700 §4.5")]
    [Trait("Spec", "RFC 6749 §4.1.3/client")]
    [Trait("Spec", "OIDC Core §3.1.3.2/client")]
    [Trait("Spec", "RFC 6749 §4.1.2/bound")]
    [Trait("Case", "CD-05")]
    public async Task A_code_shown_by_another_client_is_burnt(string thief)
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        var stolen = await host.TokenAsync(SampleClients.All.Single(c => c.Id.Value == thief), code.Form);
        var own = await host.TokenAsync(SampleClients.Hall, code.Form);

        Assert.Equal("invalid_grant", stolen.Error);
        Assert.Equal("invalid_grant", own.Error);
        Assert.Contains(host.Ledger.Facts, f => f.Reason == "code_of_another_client" && f.Client?.Value == thief);
    }

    [Theory]
    [InlineData(59, HttpStatusCode.OK)]
    [InlineData(60, HttpStatusCode.BadRequest)]
    [InlineData(61, HttpStatusCode.BadRequest)]
    [Trait("Spec", "RFC 6749 §4.1.2/expires")]
    [Trait("Spec", "RFC 6749 §4.1.3/valid")]
    [Trait("Spec", "OIDC Core §3.1.3.2/valid")]
    [Trait("Spec", "RFC 6749 §10.5/once")]
    [Trait("Case", "CD-09")]
    public async Task A_code_lives_sixty_seconds(int seconds, HttpStatusCode expected)
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, (await host.TokenAsync(SampleClients.Hall, code.Form)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://hall.example/signin-oidc/")]
    [InlineData("https://hall.example/Signin-oidc")]
    [InlineData("https://hall.example/signin-oidc?x=1")]
    [Trait("Spec", "RFC 6749 §4.1.3/redirect-uri")]
    [Trait("Spec", "OIDC Core §3.1.3.2/redirect-uri")]
    [Trait("Spec", "RFC 6749 §4.1.2/bound")]
    [Trait("Spec", "RFC 6749 §10.6/same")]
    [Trait("Case", "CD-06")]
    public async Task Another_redirect_uri_or_none_is_refused(string? sent)
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.With("redirect_uri", sent))).Error);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("https://hall.example/signin-oidc", null)]
    [InlineData("https://evil.example/", "invalid_grant")]
    [Trait("Spec", "RFC 6749 §4.1.3")]
    public async Task A_redirect_uri_that_was_not_sent_before_may_be_left_out_or_named(string? sent, string? error)
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall, redirectUriWasSent: false);

        Assert.Equal(error, (await host.TokenAsync(SampleClients.Hall, code.With("redirect_uri", sent))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.3/parameters")]
    public async Task Without_a_code_the_request_is_invalid()
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.Equal("invalid_request", (await host.TokenAsync(SampleClients.Hall, ("grant_type", "authorization_code"))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §10.5")]
    [Trait("Spec", "RFC 6749 §4.1.3/valid")]
    [Trait("Case", "CD-12")]
    public async Task A_mangled_code_is_refused_and_the_real_one_still_works()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        var secret = code.Code[5..];
        string[] mangled =
        [
            code.Code[..^1], code.Code + "A", code.Code.ToUpperInvariant(), "code_" + secret.ToLowerInvariant(), code.Code + "=", secret, "code_" + secret + "==",
            "code_" + secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'), "code_" + secret.Replace('-', '+').Replace('_', '/') + " ", " " + code.Code, "code_", "code_%00",
        ];

        foreach (var wrong in mangled)
            Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.With("code", wrong))).Error);
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Hall, code.Form)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.11")]
    [Trait("Spec", "RFC 6749 §6/valid")]
    [Trait("Case", "CD-11")]
    public async Task No_other_kind_of_token_passes_for_a_code_or_refresh_token()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var refresh = tokens.RefreshToken!;

        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.With("code", refresh))).Error);
        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.With("code", "code_" + refresh[3..]))).Error);
        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.With("code", tokens.AccessToken))).Error);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, code.Code)).Error);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, "rt_" + code.Code[5..])).Error);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, tokens["id_token"])).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.2.1")]
    [Trait("Case", "CD-16")]
    public async Task A_client_disabled_since_authorization_gets_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        host.Clients.Replace(SampleClients.Partner);

        var answer = await host.TokenAsync(SampleClients.Hall, code.Form);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("invalid_client", answer.Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.1.2")]
    [Trait("Case", "CD-16")]
    public async Task A_redirect_uri_withdrawn_since_authorization_gets_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        host.Clients.Replace(SampleClients.Hall with { RedirectUris = ["https://hall.example/other"] });

        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.Form)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.3/told")]
    [Trait("Case", "CD-15")]
    public async Task A_scope_or_resource_withdrawn_since_authorization_is_not_given()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall, "openid profile phone");
        var elsewhere = await GrantedCode.OpenAsync(host, SampleClients.Hall, resources: [SampleClients.Resource]);
        host.Clients.Replace(SampleClients.Hall with { Scopes = ["openid", "profile"], Resources = [] });

        var tokens = await host.TokenAsync(SampleClients.Hall, code.Form);

        Assert.Equal("openid profile", tokens["scope"]);
        Assert.Equal("openid profile", (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken))["scope"]);
        Assert.Equal("invalid_scope", (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken, ("scope", "phone"))).Error);
        Assert.Equal("invalid_target", (await host.TokenAsync(SampleClients.Hall, elsewhere.Form)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.2")]
    [Trait("Case", "CD-17")]
    public async Task Whoever_lost_their_standing_since_authorization_gets_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        host.House.Judged = (_, _) => new Verdict.Refused("person_frozen");

        var answer = await host.TokenAsync(SampleClients.Hall, code.Form);

        Assert.Equal("invalid_grant", answer.Error);
        Assert.DoesNotContain("frozen", answer.Text, StringComparison.Ordinal);
        Assert.Contains(host.Ledger.Facts, f => f is { Code: "grant.denied", Result: "refused", Reason: "person_frozen" });
    }

    [Fact]
    [Trait("Spec", "RFC 9068 §2.2")]
    public async Task No_token_outlives_the_authority_it_tells_of()
    {
        await using var host = await ProviderHost.StartAsync();
        var end = host.Clock.Now.AddSeconds(90);
        host.House.Judged = (_, _) => new Verdict.Served(end);

        var tokens = await host.SignInAsync(SampleClients.Hall);

        Assert.Equal("90", tokens["expires_in"]);
        Assert.Equal(end.ToUnixTimeSeconds(), tokens.Claims("access_token").GetProperty("exp").GetInt64());
        Assert.Equal(end.ToUnixTimeSeconds(), tokens.Claims("id_token").GetProperty("exp").GetInt64());
        host.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Error);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    [Trait("Spec", "RFC 6749 §10.5/once")]
    [Trait("Case", "CD-08")]
    public async Task Of_racing_redemptions_exactly_one_wins(int racers)
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        var answers = await Task.WhenAll(Enumerable.Range(0, racers).Select(_ => Task.Run(() => host.TokenAsync(SampleClients.Hall, code.Form))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal("invalid_grant", a.Error));
        var won = answers.Single(a => a.Status == HttpStatusCode.OK);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, won.RefreshToken)).Error);
    }

    [Theory]
    [InlineData("https://elsewhere.example/", "invalid_target")]
    [InlineData("relative", "invalid_target")]
    [InlineData("https://api.example/items#part", "invalid_target")]
    [InlineData(SampleClients.Resource, null)]
    [Trait("Spec", "RFC 8707 §2.2/subset")]
    public async Task Only_a_granted_resource_becomes_the_audience(string resource, string? error)
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(TwoResources);
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall, resources: [SampleClients.Resource, Second]);

        var answer = await host.TokenAsync(SampleClients.Hall, [.. code.Form, ("resource", resource)]);

        Assert.Equal(error, answer.Error);
    }

    [Fact]
    [Trait("Spec", "RFC 8707 §2.2/subset")]
    public async Task Of_several_granted_resources_one_must_be_named()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(TwoResources);
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall, resources: [SampleClients.Resource, Second]);

        Assert.Equal("invalid_target", (await host.TokenAsync(SampleClients.Hall, code.Form)).Error);
        Assert.Equal("invalid_target", (await host.TokenAsync(SampleClients.Hall, [.. code.Form, ("resource", SampleClients.Resource), ("resource", Second)])).Error);
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Hall, [.. code.Form, ("resource", Second)])).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §5.1")]
    public async Task The_host_may_put_members_beside_the_tokens()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, target) => target == ClaimsFor.TokenResponse ? new() { ["patient"] = new System.Text.Json.Nodes.JsonArray("x") } : [];

        Assert.Equal(JsonValueKind.Array, (await host.SignInAsync(SampleClients.Hall)).Body.GetProperty("patient").ValueKind);
    }
}
