using System.Net;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>A refresh that names another context: a child grant there, and the end of the presented one.</summary>
public sealed class ContextSwitchTests
{
    private static readonly Client Hall = SampleClients.Hall with { SwitchesContext = true };
    private static readonly Client Spa = SampleClients.Spa with { SwitchesContext = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => ["hall", "hall-spa"];

    [Theory]
    [MemberData(nameof(Both))]
    [Trait("Spec", "OIDC Core §12.2")]
    [Trait("Case", "RT-06")]
    [Trait("Case", "RT-09")]
    public async Task A_child_grant_opens_in_the_other_context_and_the_presented_one_ends(string id)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var before = await host.SignInAsync(client);
        host.Clock.Advance(TimeSpan.FromMinutes(3));

        var after = await SwitchAsync(host, client, before, "u_2");

        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.NotEqual(before.RefreshToken, after.RefreshToken);
        var (was, now) = (before.Claims("id_token"), after.Claims("id_token"));
        foreach (var same in new[] { "iss", "sub", "aud", "auth_time", "acr", "amr", "idp" })
            Assert.Equal(was.GetProperty(same).GetRawText(), now.GetProperty(same).GetRawText());
        Assert.NotEqual(was.GetProperty("sid").GetString(), now.GetProperty("sid").GetString());
        Assert.Equal(before["scope"], after["scope"]);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, before.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(before.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(after.AccessToken)).Status);
        var child = await GrantOfAsync(host, after);
        Assert.Equal(("u_2", (string?)null), (child.Entitlement.Context!.Value.Value, child.EndedBecause));
        Assert.NotNull(child.Parent);
        Assert.Contains(host.Ledger.Facts, fact => fact is { Code: "grant.switched", Context.Value: "u_2" });
    }

    [Theory]
    [MemberData(nameof(Both))]
    [Trait("Case", "RT-07")]
    public async Task A_child_lives_no_longer_and_may_go_over_again(string id)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var first = await host.SignInAsync(client, "openid offline_access");
        var root = await GrantOfAsync(host, first);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var second = await SwitchAsync(host, client, first, "u_2");
        var third = await SwitchAsync(host, client, second, "self");

        var last = await GrantOfAsync(host, third);

        Assert.Equal((root.Id, root.EndsAt, root.Offline, SampleHouse.Self), (last.Parent!.Value, last.EndsAt, last.Offline, last.Entitlement.Context!.Value));
        // As old as the sign-in: a bound set between the two (not_before) counts for the child too.
        Assert.Equal(root.CreatedAt, last.CreatedAt);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, second.RefreshToken, ("unit_hint", "u_3"))).Error);
        await host.Ledger.ApplyAsync(Change.List(new Change.End(root.Id, "test")), Ct);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, third.RefreshToken)).Error);
    }

    [Theory]
    [MemberData(nameof(Both))]
    [Trait("Spec", "RFC 7009 §2.1")]
    public async Task A_token_that_is_given_back_after_it_went_over_takes_along_what_it_became(string id)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var first = await host.SignInAsync(client);
        var second = await SwitchAsync(host, client, first, "u_2");
        Assert.Equal(HttpStatusCode.OK, (await host.RevokeAsync(client, first.RefreshToken!)).Status);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, second.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(second.AccessToken)).Status);
    }

    [Fact]
    [Trait("Case", "RT-06")]
    public async Task Only_clients_registered_for_it_may_and_only_at_a_refresh()
    {
        var (host, _) = await StartAsync("hall");
        await using var all = host;
        host.Clients.Replace(SampleClients.Hall, Spa);
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var code = await GrantedCode.OpenAsync(host, Spa);

        Assert.Equal("invalid_request", (await SwitchAsync(host, SampleClients.Hall, tokens, "u_2")).Error);
        Assert.Equal("invalid_request", (await host.TokenAsync(Spa, [.. code.Form, ("unit_hint", "u_2")])).Error);
        Assert.Equal("invalid_request", (await host.RefreshAsync(Spa, "none", ("unit_hint", new string('u', 513)))).Error);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Status);
    }

    [Theory]
    [MemberData(nameof(Both))]
    [Trait("Case", "RT-06")]
    public async Task A_refusal_changes_nothing(string id)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var tokens = await host.SignInAsync(client);

        host.House.Switched = (_, _) => new ContextSwitch.Ask("proof_missing");
        Assert.Equal("interaction_required", (await SwitchAsync(host, client, tokens, "u_2")).Error);
        host.House.Switched = (_, _) => new ContextSwitch.NoneServed("hint_unknown");
        var unknown = await SwitchAsync(host, client, tokens, "u_2");
        host.House.Switched = null;
        host.House.Judged = (grant, _) => grant.Entitlement.Context?.Value == "u_2" ? new Verdict.Refused("ended") : new Verdict.Served(null);
        var refused = await SwitchAsync(host, client, tokens, "u_2");

        Assert.Equal(("access_denied", unknown.Text), (unknown.Error, refused.Text));
        Assert.DoesNotContain(host.Ledger.Facts, fact => fact.Code == "grant.switched");
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(client, tokens.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task A_grant_that_is_not_served_goes_nowhere()
    {
        var (host, client) = await StartAsync("hall");
        await using var all = host;
        var tokens = await host.SignInAsync(client);

        host.House.Judged = (grant, _) => grant.Entitlement.Context == SampleHouse.Self ? new Verdict.Refused("session_ended") : new Verdict.Served(null);

        Assert.Equal("invalid_grant", (await SwitchAsync(host, client, tokens, "u_2")).Error);
    }

    [Fact]
    [Trait("Case", "RT-06")]
    public async Task A_third_party_goes_only_where_its_person_consented()
    {
        var partner = SampleClients.Partner with { SwitchesContext = true };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(partner);
        var tokens = await host.SignInAsync(partner);

        Assert.Equal("interaction_required", (await SwitchAsync(host, partner, tokens, "u_2")).Error);
        var consent = new Consent(new SubjectId("p_sample"), partner.Id, new ContextId("u_2"), ["openid", "profile"], [], host.Clock.Now, host.Clock.Now.AddDays(1));
        await host.Ledger.ApplyAsync(Change.List(new Change.Consented(consent)), Ct);
        Assert.Equal(HttpStatusCode.OK, (await SwitchAsync(host, partner, tokens, "u_2")).Status);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_context_it_is_in_is_an_ordinary_refresh(string id)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var tokens = await host.SignInAsync(client);

        var same = await SwitchAsync(host, client, tokens, "self");

        Assert.Equal(HttpStatusCode.OK, same.Status);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(client.IsPublic, same.RefreshToken is not null);
    }

    [Theory]
    [MemberData(nameof(Both))]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-02")]
    public async Task A_lost_answer_is_given_again_to_whoever_means_the_same_context(string id)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var tokens = await host.SignInAsync(client);
        var lost = await SwitchAsync(host, client, tokens, "u_2");
        host.Clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, tokens.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await SwitchAsync(host, client, tokens, "u_3")).Error);
        var again = await SwitchAsync(host, client, tokens, "u_2");

        Assert.Equal((HttpStatusCode.OK, lost.RefreshToken), (again.Status, again.RefreshToken));
        Assert.Equal("u_2", (await GrantOfAsync(host, again)).Entitlement.Context!.Value.Value);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(client, again.RefreshToken)).Status);
    }

    [Theory]
    [InlineData("hall-spa", "invalid_grant")]
    [InlineData("hall", null)]
    [Trait("Spec", "RFC 9700 §4.14.2")]
    [Trait("Case", "RT-01")]
    public async Task A_token_that_rotates_and_comes_back_late_ends_what_it_became(string id, string? then)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var first = await host.SignInAsync(client);
        var second = await SwitchAsync(host, client, first, "u_2");
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("invalid_grant", (await SwitchAsync(host, client, first, "u_2")).Error);

        Assert.Equal(then, (await host.RefreshAsync(client, second.RefreshToken)).Error);
        Assert.Equal(then is not null, host.Ledger.Facts.Any(fact => fact is { Code: "grant.misused", Reason: "refresh_token_replayed" }));
    }

    [Fact]
    [Trait("Case", "RT-02")]
    public async Task A_rotated_token_whose_answer_was_for_one_context_does_not_answer_for_another()
    {
        var (host, client) = await StartAsync("hall-spa");
        await using var all = host;
        var first = await host.SignInAsync(client);
        var second = await host.RefreshAsync(client, first.RefreshToken);

        Assert.Equal("invalid_grant", (await SwitchAsync(host, client, first, "u_2")).Error);
        Assert.Equal(second.RefreshToken, (await SwitchAsync(host, client, first, "self")).RefreshToken);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(client, second.RefreshToken)).Status);
    }

    [Theory]
    [MemberData(nameof(Both))]
    [Trait("Case", "RT-02")]
    public async Task Of_many_that_go_over_at_once_one_does(string id)
    {
        var (host, client) = await StartAsync(id);
        await using var all = host;
        var tokens = await host.SignInAsync(client);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => SwitchAsync(host, client, tokens, $"u_{n % 4}"))));

        var won = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToArray();
        Assert.Single(won.Select(answer => answer.RefreshToken).Distinct());
        Assert.All(answers.Except(won), answer => Assert.Equal("invalid_grant", answer.Error));
        Assert.Single(host.Ledger.Facts, fact => fact.Code == "grant.switched");
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(client, won[0].RefreshToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5/refresh-bound")]
    [Trait("Case", "RT-06")]
    public async Task A_key_that_binds_the_grant_binds_the_child()
    {
        var (host, client) = await StartAsync("hall-spa");
        await using var all = host;
        var (key, other) = (ClientKeyPair.Create(), ClientKeyPair.Create());
        var tokens = await host.SignInProvenAsync(client, key);

        Assert.Equal("invalid_grant", (await SwitchAsync(host, client, tokens, "u_2")).Error);
        Assert.Equal("invalid_grant", (await host.RefreshProvenAsync(client, host.Proof(other), tokens.RefreshToken, ("unit_hint", "u_2"))).Error);
        var child = await host.RefreshProvenAsync(client, host.Proof(key), tokens.RefreshToken, ("unit_hint", "u_2"));

        Assert.Equal((HttpStatusCode.OK, "DPoP"), (child.Status, child["token_type"]));
        Assert.Equal(key.Jkt(), child.Claims("access_token").GetProperty("cnf").GetProperty("jkt").GetString());
        var grant = await GrantOfAsync(host, child);
        Assert.Equal(("u_2", key.Jkt()), (grant.Entitlement.Context!.Value.Value, grant.Entitlement.Confirmation.Jkt));
        Assert.Equal("invalid_grant", (await host.RefreshAsync(client, child.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await host.RefreshProvenAsync(client, host.Proof(other), child.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.OK, (await host.RefreshProvenAsync(client, host.Proof(key), child.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Case", "RT-06")]
    public async Task The_fact_names_both_grants()
    {
        var (host, client) = await StartAsync("hall");
        await using var all = host;
        var before = await host.SignInAsync(client);
        var former = await GrantOfAsync(host, before);
        var child = await GrantOfAsync(host, await SwitchAsync(host, client, before, "u_2"));

        var told = Assert.Single(host.Ledger.Facts, fact => fact.Code == "grant.switched").Detail!.Value;

        Assert.Equal((GrantIdText.Write(child.Id), GrantIdText.Write(former.Id), "self"), (told.GetProperty("grant").GetString(), told.GetProperty("former").GetString(), told.GetProperty("former_context").GetString()));
    }

    private static async Task<(ProviderHost Host, Client Client)> StartAsync(string id)
    {
        var host = await ProviderHost.StartAsync();
        host.Clients.Replace(Hall, Spa);
        return (host, id == "hall" ? Hall : Spa);
    }

    private static Task<Answered> SwitchAsync(ProviderHost host, Client client, Answered tokens, string context) => host.RefreshAsync(client, tokens.RefreshToken, ("unit_hint", context));

    private static async Task<Grant> GrantOfAsync(ProviderHost host, Answered tokens) =>
        (await host.Ledger.LookAsync(Handle.Read(Keepsake.RefreshToken, tokens.RefreshToken!)!, Ct))!.Grant!;
}
