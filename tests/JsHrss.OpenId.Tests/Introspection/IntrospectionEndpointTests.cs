using System.Net;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Introspection;

public sealed class IntrospectionEndpointTests
{
    private const string Inactive = "{\"active\":false}";

    [Fact]
    [Trait("Spec", "RFC 7662 §2.2/active")]
    public async Task An_active_access_token_is_described()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, target) => target == ClaimsFor.Introspection ? new JsonObject { ["subject_type"] = "person" } : [];
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var claims = tokens.Claims("access_token");

        var answer = await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken);

        Assert.Equal("true", answer["active"]);
        Assert.Equal("Bearer", answer["token_type"]);
        Assert.Equal("openid profile", answer["scope"]);
        Assert.Equal("person", answer["subject_type"]);
        foreach (var name in new[] { "iss", "sub", "aud", "client_id", "jti", "exp", "iat", "auth_time", "acr", "amr", "idp" })
            Assert.Equal(claims.GetProperty(name).GetRawText(), answer.Body.GetProperty(name).GetRawText());
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.1/authorized")]
    [Trait("Spec", "RFC 7662 §2.3/unauthenticated")]
    [Trait("Spec", "RFC 6749 §2.3/public")]
    public async Task Public_and_unknown_clients_learn_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Spa);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.IntrospectAsync(SampleClients.Spa, tokens.AccessToken)).Status);
        Assert.Equal("invalid_client", (await host.IntrospectAsync(SampleClients.Spa with { Id = new ClientId("nobody") }, tokens.AccessToken)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §4/audience")]
    [Trait("Spec", "RFC 7662 §2.2/inactive")]
    [Trait("Case", "RT-11")]
    public async Task A_token_that_does_not_concern_the_caller_is_just_inactive()
    {
        await using var host = await ProviderHost.StartAsync();
        var forUs = await host.SignInAsync(SampleClients.Hall);
        var forOthers = await host.SignInAsync(SampleClients.Hall, "openid", SampleClients.Resource);

        Assert.Equal(Inactive, (await host.IntrospectAsync(SampleClients.Partner, forUs.AccessToken)).Text);
        Assert.Equal(Inactive, (await host.IntrospectAsync(SampleClients.Batch, forOthers.AccessToken)).Text);
        Assert.Equal("true", (await host.IntrospectAsync(SampleClients.Batch, forUs.AccessToken))["active"]);
        Assert.Equal("true", (await host.IntrospectAsync(SampleClients.Hall, forOthers.AccessToken))["active"]);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.2/inactive")]
    [Trait("Spec", "RFC 7662 §2.2/nothing-else")]
    [Trait("Spec", "RFC 7662 §2.3/no-error")]
    public async Task Garbage_and_other_kinds_are_just_inactive()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        foreach (var text in new[] { "x", "..", tokens["id_token"]!, code.Code, "rt_", new string('.', 20_000), new string('a', 40_000) })
            Assert.Equal(Inactive, (await host.IntrospectAsync(SampleClients.Hall, text)).Text);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §4/expired")]
    [Trait("Spec", "RFC 7662 §2.2/nothing-else")]
    public async Task An_expired_token_is_inactive()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        host.Clock.Advance(TimeSpan.FromSeconds(300));

        Assert.Equal(Inactive, (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken)).Text);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.2")]
    [Trait("Case", "CD-17")]
    [Trait("Case", "RT-13")]
    public async Task A_token_without_standing_is_inactive_although_its_contents_are_cached()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        Assert.Equal("true", (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken))["active"]);
        host.House.Judged = (_, _) => new Verdict.Refused("unit_suspended");

        Assert.Equal(Inactive, (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken)).Text);
        Assert.Equal(Inactive, (await host.IntrospectAsync(SampleClients.Hall, tokens.RefreshToken!)).Text);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.2")]
    public async Task A_refresh_token_is_described_to_its_own_client_alone()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        var own = await host.IntrospectAsync(SampleClients.Hall, tokens.RefreshToken!);

        Assert.Equal("true", own["active"]);
        Assert.Equal("hall", own["client_id"]);
        Assert.Null(own["token_type"]);
        Assert.Null(own["aud"]);
        Assert.Equal(host.Clock.Now.AddHours(8).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), own["exp"]);
        Assert.Equal(Inactive, (await host.IntrospectAsync(SampleClients.Batch, tokens.RefreshToken!)).Text);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.2")]
    public async Task A_rotated_refresh_token_is_inactive_at_once()
    {
        var rotating = SampleClients.Hall with { Id = new ClientId("rotating"), RotateRefreshTokens = true };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(rotating);
        var tokens = await host.SignInAsync(rotating);
        var next = await host.RefreshAsync(rotating, tokens.RefreshToken);

        Assert.Equal(Inactive, (await host.IntrospectAsync(rotating, tokens.RefreshToken!)).Text);
        Assert.Equal("true", (await host.IntrospectAsync(rotating, next.RefreshToken!))["active"]);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.1/hint")]
    [Trait("Spec", "RFC 7662 §2.1/token")]
    public async Task A_hint_changes_nothing_and_a_missing_token_is_an_invalid_request()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);

        foreach (var hint in new[] { "refresh_token", "access_token", "nonsense" })
            Assert.Equal("true", (await host.PostAsync(Calls.IntrospectionPath, SampleClients.Hall, ("token", tokens.AccessToken), ("token_type_hint", hint)))["active"]);
        Assert.Equal("invalid_request", (await host.PostAsync(Calls.IntrospectionPath, SampleClients.Hall)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §2.2")]
    [Trait("Case", "JW-18")]
    public async Task The_host_cannot_make_a_token_say_something_else()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Claims = (_, _) => new JsonObject { ["active"] = false, ["client_id"] = "evil", ["exp"] = 1, ["scope"] = "admin" };
        var tokens = await host.SignInAsync(SampleClients.Hall);

        var answer = await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken);

        Assert.Equal("true", answer["active"]);
        Assert.Equal("hall", answer["client_id"]);
        Assert.Equal("openid profile", answer["scope"]);
    }
}
