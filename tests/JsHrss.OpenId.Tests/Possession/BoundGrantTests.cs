using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Possession;

/// <summary>Which tokens are bound to the proven key, and who may use them afterwards.</summary>
public sealed class BoundGrantTests
{
    private static readonly ClientKeyPair Key = ClientKeyPair.Create();
    private static readonly ClientKeyPair Other = ClientKeyPair.Create();

    [Fact]
    [Trait("Spec", "RFC 9449 §5/refresh-bound")]
    [Trait("Spec", "RFC 9449 §5/refresh-validated")]
    [Trait("Spec", "RFC 9700 §2.2.2")]
    public async Task A_public_clients_refresh_token_is_kept_and_needs_its_key()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInProvenAsync(SampleClients.Spa, Key, "openid offline_access");

        for (var use = 0; use < 3; use++)
        {
            var other = await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Other), tokens.RefreshToken);
            var none = await host.RefreshAsync(SampleClients.Spa, tokens.RefreshToken);
            var right = await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), tokens.RefreshToken);

            Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (other.Status, other.Error));
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (none.Status, none.Error));
            Assert.Equal((HttpStatusCode.OK, "DPoP"), (right.Status, right["token_type"]));
            Assert.Null(right.RefreshToken);
            Assert.Equal(Key.Jkt(), right.Claims("access_token").GetProperty("cnf").GetProperty("jkt").GetString());
            host.Clock.Advance(TimeSpan.FromHours(3));
        }
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5/confidential")]
    public async Task A_confidential_clients_refresh_token_is_bound_to_its_authentication_alone()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInProvenAsync(SampleClients.Hall, Key);

        var other = await host.RefreshProvenAsync(SampleClients.Hall, host.Proof(Other), tokens.RefreshToken);
        var none = await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken);

        Assert.Equal(Other.Jkt(), other.Claims("access_token").GetProperty("cnf").GetProperty("jkt").GetString());
        Assert.Equal("Bearer", none["token_type"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5.2/required")]
    public async Task A_client_registered_for_bound_tokens_gets_no_other()
    {
        var spa = SampleClients.Spa with { DpopBoundAccessTokens = true };
        var hall = SampleClients.Hall with { DpopBoundAccessTokens = true };
        var batch = SampleClients.Batch with { DpopBoundAccessTokens = true };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(spa, hall, batch);

        foreach (var client in new[] { spa, hall })
        {
            var code = await GrantedCode.OpenAsync(host, client);
            Assert.Equal("invalid_dpop_proof", (await host.TokenAsync(client, code.Form)).Error);
            var tokens = await host.TokenProvenAsync(client, host.Proof(Key), code.Form);
            Assert.Equal("DPoP", tokens["token_type"]);
            Assert.Equal("invalid_dpop_proof", (await host.RefreshAsync(client, tokens.RefreshToken)).Error);
            Assert.Equal("DPoP", (await host.RefreshProvenAsync(client, host.Proof(Key), tokens.RefreshToken))["token_type"]);
        }

        Assert.Equal("invalid_dpop_proof", (await host.TokenAsync(batch, ("grant_type", "client_credentials"))).Error);
        Assert.Equal("DPoP", (await host.TokenProvenAsync(batch, host.Proof(Key), ("grant_type", "client_credentials")))["token_type"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5/refresh-bound")]
    public async Task A_key_proven_at_a_refresh_binds_what_is_issued_from_then_on()
    {
        await using var host = await ProviderHost.StartAsync();
        var unbound = await host.SignInAsync(SampleClients.Spa);

        var bound = await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), unbound.RefreshToken);

        Assert.Equal("DPoP", bound["token_type"]);
        Assert.NotNull(bound.RefreshToken);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Spa, bound.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Other), bound.RefreshToken)).Error);
        var kept = await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), bound.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Null(kept.RefreshToken);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5/refresh-validated")]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-02")]
    public async Task A_rotated_bound_token_answers_its_successor_to_its_key_alone()
    {
        var client = SampleClients.Spa with { RotateRefreshTokens = true };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(client);
        var tokens = await host.SignInProvenAsync(client, Key);

        var rotated = await host.RefreshProvenAsync(client, host.Proof(Key), tokens.RefreshToken);
        var again = await host.RefreshProvenAsync(client, host.Proof(Key), tokens.RefreshToken);
        Assert.NotNull(rotated.RefreshToken);
        Assert.Equal(rotated.RefreshToken, again.RefreshToken);

        Assert.Equal("invalid_grant", (await host.RefreshProvenAsync(client, host.Proof(Other), tokens.RefreshToken)).Error);
        // Somebody else has the old one: the family ends.
        Assert.Equal("invalid_grant", (await host.RefreshProvenAsync(client, host.Proof(Key), rotated.RefreshToken)).Error);
    }

    [Fact]
    [Trait("Case", "RT-01")]
    public async Task A_bound_token_shown_with_another_key_ends_nothing_for_its_holder()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInProvenAsync(SampleClients.Spa, Key);

        for (var i = 0; i < 3; i++)
            await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Other), tokens.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, (await host.RefreshProvenAsync(SampleClients.Spa, host.Proof(Key), tokens.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Case", "CD-08")]
    public async Task Of_racing_keys_one_binds_the_grant_and_the_code_is_redeemed_once()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Spa);
        var keys = Enumerable.Range(0, 20).Select(_ => ClientKeyPair.Create()).ToArray();

        var answers = await Task.WhenAll(keys.Select(key => host.TokenProvenAsync(SampleClients.Spa, host.Proof(key), code.Form)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), lost => Assert.Equal("invalid_grant", lost.Error));
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §6.2/introspection")]
    [Trait("Spec", "RFC 9449 §6.2/token-type")]
    public async Task Introspection_tells_the_key_and_the_type()
    {
        await using var host = await ProviderHost.StartAsync();
        var bound = await host.SignInProvenAsync(SampleClients.Spa, Key);
        var bearer = await host.SignInAsync(SampleClients.Spa);

        var told = await host.IntrospectAsync(SampleClients.Hall, bound.AccessToken);
        Assert.Equal(("true", "DPoP"), (told["active"], told["token_type"]));
        Assert.Equal(Key.Jkt(), told.Body.GetProperty("cnf").GetProperty("jkt").GetString());
        var plain = await host.IntrospectAsync(SampleClients.Hall, bearer.AccessToken);
        Assert.Equal(("Bearer", null), (plain["token_type"], plain["cnf"]));
    }
}
