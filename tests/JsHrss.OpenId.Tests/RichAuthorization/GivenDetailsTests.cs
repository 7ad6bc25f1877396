using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.PushedAuthorization;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.RichAuthorization;

/// <summary>What is given: what was asked and is held, read anew for every document.</summary>
public sealed class GivenDetailsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "RFC 9396 §7/returned")]
    [Trait("Spec", "RFC 9396 §7.1/enriched")]
    [Trait("Spec", "RFC 9396 §9.1/claim")]
    [Trait("Spec", "RFC 9396 §9.2/member")]
    [Trait("Spec", "RFC 9396 §3/subset")]
    public async Task What_was_asked_and_is_held_stands_in_every_document()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;

        var tokens = await host.RedeemAsync(Detailed.Ask("c", "a", "z"));

        const string given = """[{"type":"urn:test:item","items":["a","c"],"holder":"self"}]""";
        Assert.Equal(given, tokens["authorization_details"]);
        Assert.Equal(given, tokens.Claims("access_token").GetProperty("authorization_details").GetRawText());
        Assert.False(tokens.Claims("id_token").TryGetProperty("authorization_details", out _));
        Assert.Equal(given, (await host.IntrospectAsync(Detailed.Hall, tokens.AccessToken))["authorization_details"]);
        Assert.Equal(given, (await host.IntrospectAsync(Detailed.Hall, tokens.RefreshToken!))["authorization_details"]);
        Assert.Equal(given, (await host.UserInfoAsync(tokens.AccessToken))["authorization_details"]);
    }

    [Fact]
    public async Task A_request_without_details_gets_none()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;

        var tokens = await host.RedeemAsync(new AuthorizeRequest());

        Assert.Null(tokens.Items());
        Assert.Null(tokens.ItemsInToken());
        Assert.Null((await host.IntrospectAsync(Detailed.Hall, tokens.AccessToken)).Items());
        Assert.Equal("invalid_authorization_details", (await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken, ("authorization_details", SampleItems.Ask("a")))).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §7/returned")]
    public async Task The_host_cannot_say_them_in_the_engines_place()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        host.House.Claims = (_, _) => new() { ["authorization_details"] = new System.Text.Json.Nodes.JsonArray("forged") };

        var tokens = await host.RedeemAsync(new AuthorizeRequest());

        Assert.DoesNotContain("forged", tokens.Text + tokens.Claims("access_token") + (await host.IntrospectAsync(Detailed.Hall, tokens.AccessToken)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §6/within-grant")]
    [Trait("Case", "RT-06")]
    public async Task What_is_lost_is_gone_at_once_and_what_is_gained_was_not_asked()
    {
        var (host, items) = await Detailed.StartAsync();
        await using var all = host;
        var tokens = await host.RedeemAsync(Detailed.Ask("a", "b", "d"));

        items.Held = ["b", "c", "d"];
        var refreshed = await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken);

        Assert.Equal(("b d", "b d"), (refreshed.Items(), refreshed.ItemsInToken()));
        Assert.Equal("b", (await host.IntrospectAsync(Detailed.Hall, tokens.AccessToken)).Items());
        Assert.Equal("b d", (await host.IntrospectAsync(Detailed.Hall, refreshed.AccessToken)).Items());
        items.Held = ["c"];
        Assert.Equal("", (await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken)).Items());
        Assert.Equal("", (await host.IntrospectAsync(Detailed.Hall, tokens.AccessToken)).Items());
        items.Held = null;
        Assert.Null((await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken)).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §6/within-grant")]
    [Trait("Spec", "RFC 9396 §6.1/compared")]
    [Trait("Spec", "RFC 9396 §7/determined")]
    [Trait("Case", "RT-06")]
    public async Task A_token_request_may_name_a_part_and_never_more()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var code = (await Detailed.Ask("a", "b", "z").GetAsync(host.Browser)).CodeAtHall();

        Assert.Equal("invalid_authorization_details", (await host.RedeemAsync(code, ("authorization_details", SampleItems.Ask("a", "c")))).Error);
        Assert.Equal("invalid_authorization_details", (await host.RedeemAsync(code, ("authorization_details", SampleItems.Ask("z")))).Error);
        var tokens = await host.RedeemAsync(code, ("authorization_details", SampleItems.Ask("a")));

        Assert.Equal(("a", "a"), (tokens.Items(), tokens.ItemsInToken()));
        Assert.Equal("a", (await host.IntrospectAsync(Detailed.Hall, tokens.AccessToken)).Items());
        Assert.Equal("a", (await host.UserInfoAsync(tokens.AccessToken)).Items());
        Assert.Equal("invalid_authorization_details", (await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken, ("authorization_details", SampleItems.Ask("c")))).Error);
        Assert.Equal("b", (await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken, ("authorization_details", SampleItems.Ask("b")))).Items());
        Assert.Equal("a b", (await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken, ("authorization_details", """[{"type":"urn:test:item"}]"""))).Items());
        Assert.Equal("a b", (await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken)).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §9.2/member")]
    public async Task Another_node_reads_from_a_token_what_it_was_given()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var narrow = await host.RedeemAsync(Detailed.Ask("a", "b"), ("authorization_details", SampleItems.Ask("a")));
        var whole = await host.RedeemAsync(new AuthorizeRequest().With("scope", "openid " + SampleItems.ScopeName));

        Assert.Equal(narrow["authorization_details"], host.Service<AccessTokenVerifier>().Read(narrow.AccessToken)!.AuthorizationDetails!.Value.GetRawText());
        Assert.Null(host.Service<AccessTokenVerifier>().Read(whole.AccessToken)!.AuthorizationDetails);
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3.1/combined")]
    [Trait("Spec", "RFC 9396 §7/determined")]
    public async Task A_scope_stands_for_all_of_a_type_unless_the_token_request_names_a_part()
    {
        var (host, items) = await Detailed.StartAsync();
        await using var all = host;
        var request = new AuthorizeRequest().With("scope", "openid " + SampleItems.ScopeName);
        var tokens = await host.RedeemAsync(request);
        var part = await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken, ("authorization_details", SampleItems.Ask("b")));
        var both = await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken, ("scope", "openid " + SampleItems.ScopeName), ("authorization_details", SampleItems.Ask("b")));
        var less = await host.RefreshAsync(Detailed.Hall, tokens.RefreshToken, ("scope", "openid"), ("authorization_details", SampleItems.Ask("c")));
        items.Held = ["b", "e"];

        Assert.Equal(("a b c", "openid " + SampleItems.ScopeName), (tokens.Items(), tokens["scope"]));
        Assert.Equal(("b", "openid"), (part.Items(), part["scope"]));
        Assert.Equal(("a b c", "openid " + SampleItems.ScopeName), (both.Items(), both["scope"]));
        Assert.Equal(("c", "openid"), (less.Items(), less["scope"]));
        Assert.Equal("b e", (await host.IntrospectAsync(Detailed.Hall, tokens.AccessToken)).Items());
        Assert.Equal("b", (await host.IntrospectAsync(Detailed.Hall, part.AccessToken)).Items());
        Assert.Equal("b e", (await host.RedeemAsync(request.With("authorization_details", SampleItems.Ask("b")))).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §9.1/audience")]
    [Trait("Spec", "RFC 9396 §3.2/resource")]
    public async Task A_token_says_only_what_is_for_its_audience()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var asked = $$"""[{"type":"urn:test:item","items":["a"],"locations":["{{SampleClients.Resource}}"]},{"type":"urn:test:item","items":["b"]}]""";

        Assert.Equal("b", (await host.RedeemAsync(new AuthorizeRequest().With("authorization_details", asked))).Items());
        Assert.Equal("a b", (await host.RedeemAsync(new AuthorizeRequest().With("authorization_details", asked).With("resource", SampleClients.Resource))).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/nothing")]
    public async Task Where_nothing_can_be_given_the_person_is_told_and_the_client_too()
    {
        var (host, items) = await Detailed.StartAsync();
        await using var all = host;

        var interaction = (await Detailed.Ask("z").GetAsync(host.Browser)).InteractionAt("not-served");
        var need = (await host.FindAsync(interaction))!.Need!;

        Assert.Equal(("details_not_given", "access_denied"), (need.Reason, need.Error));
        Assert.Equal("access_denied", (await Detailed.Ask("z").With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
        items.Held = null;
        Assert.Equal("access_denied", (await Detailed.Ask("a").With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §10/client-metadata")]
    [Trait("Case", "CD-15")]
    public async Task A_type_taken_from_the_registration_is_gone_at_the_next_token()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var tokens = await host.RedeemAsync(Detailed.Ask("a"));

        host.Clients.Replace(SampleClients.All);

        Assert.Null((await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken)).Items());
        Assert.Null((await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken)).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/consent")]
    [Trait("Spec", "RFC 9396 §3.1/merged")]
    public async Task A_consent_covers_what_was_asked_and_more_is_asked_again()
    {
        var (host, _) = await Detailed.StartAsync();
        await using var all = host;
        var interaction = (await Partner("a", "b").GetAsync(host.Browser)).InteractionAt("consent");
        var pending = (await host.FindAsync(interaction))!;
        var consent = new Consent(pending.Subject!.Value, pending.Request.Client.Id, pending.Context!.Value, pending.Request.Scopes, [], host.Clock.Now, host.Clock.Now.AddDays(1));

        await host.Service<IInteractions>().ConsentAsync(pending, consent, Ct);
        (await host.Browser.ResumeAsync(interaction)).InteractionAt("consent");
        await host.Service<IInteractions>().ConsentAsync(pending, consent with { AuthorizationDetails = pending.Request.AuthorizationDetails }, Ct);

        Assert.NotNull((await host.Browser.ResumeAsync(interaction)).SentTo(PartnerCallback)["code"]);
        Assert.NotNull((await Partner("b").GetAsync(host.Browser)).SentTo(PartnerCallback)["code"]);
        (await Partner("b", "c").GetAsync(host.Browser)).InteractionAt("consent");
        (await Partner("b").With("authorization_details", """[{"type":"urn:test:item"}]""").GetAsync(host.Browser)).InteractionAt("consent");
        (await Partner("b").With("scope", "openid " + SampleItems.ScopeName).GetAsync(host.Browser)).InteractionAt("consent");
        Assert.Equal("consent_required", (await Partner("c").With("prompt", "none").GetAsync(host.Browser)).SentTo(PartnerCallback)["error"]);
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/consent")]
    [Trait("Case", "RT-06")]
    public async Task A_third_party_is_granted_what_its_person_read_and_nothing_that_came_later()
    {
        var (host, items) = await Detailed.StartAsync();
        await using var all = host;
        items.Shown = ["a"];
        var request = Partner().With("authorization_details", Whole);
        var interaction = (await request.GetAsync(host.Browser)).InteractionAt("consent");
        var pending = (await host.FindAsync(interaction))!;
        var consent = new Consent(pending.Subject!.Value, pending.Request.Client.Id, pending.Context!.Value, pending.Request.Scopes, [], host.Clock.Now, host.Clock.Now.AddDays(1))
        {
            AuthorizationDetails = System.Text.Json.JsonElement.Parse(SampleItems.Ask("a")),
        };
        await host.Service<IInteractions>().ConsentAsync(pending, consent, Ct);
        var code = (await host.Browser.ResumeAsync(interaction)).SentTo(PartnerCallback)["code"]!;
        var tokens = await host.TokenAsync(Detailed.Partner, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", PartnerCallback), ("code_verifier", AuthorizeRequest.Verifier));

        Assert.Equal("a", tokens.Items());
        Assert.NotNull((await request.GetAsync(host.Browser)).SentTo(PartnerCallback)["code"]);
        items.Shown = ["a", "b"];
        (await request.GetAsync(host.Browser)).InteractionAt("consent");
        Assert.Equal("a", (await host.IntrospectAsync(Detailed.Partner, tokens.AccessToken)).Items());
        Assert.Equal("a b c", (await host.RedeemAsync(new AuthorizeRequest().With("authorization_details", Whole))).Items());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "invalid_authorization_details")]
    [Trait("Spec", "RFC 9396 §5")]
    [Trait("Case", "JW-05")]
    public async Task What_would_be_given_by_name_fits_into_a_token(int beyond, string? error)
    {
        var (host, items) = await Detailed.StartAsync();
        await using var all = host;
        var room = AskedDetails.MaxGiven - """[{"type":"urn:test:item","items":["",""],"holder":"self"}]""".Length;
        items.Held = [new string('a', room / 2), new string('b', room - (room / 2) + beyond)];
        var request = new AuthorizeRequest().With("authorization_details", Whole);

        var answer = await request.GetAsync(host.Browser);

        if (error is not null)
        {
            Assert.Equal(error, answer.ErrorAtHall());
            Assert.Equal(error, (await host.Browser.BringAsync(await host.PushedAsync(request, Detailed.Hall))).ErrorAtHall());
            return;
        }

        var tokens = await host.RedeemAsync(answer.CodeAtHall());
        Assert.Equal(AskedDetails.MaxGiven, tokens["authorization_details"]!.Length);
        Assert.InRange(tokens.AccessToken.Length, 10_000, CompactSegments.MaxLength);
        Assert.Equal(tokens["authorization_details"], (await host.UserInfoAsync(tokens.AccessToken))["authorization_details"]);
        Assert.Equal(tokens["authorization_details"], host.Service<AccessTokenVerifier>().Read(tokens.AccessToken)!.AuthorizationDetails!.Value.GetRawText());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §5")]
    [Trait("Spec", "RFC 9396 §6/within-grant")]
    public async Task What_grew_too_long_is_refused_until_less_is_named_and_a_scope_is_never_too_long()
    {
        var (host, items) = await Detailed.StartAsync();
        await using var all = host;
        var named = await host.RedeemAsync(new AuthorizeRequest().With("authorization_details", Whole));
        var byScope = await host.RedeemAsync(new AuthorizeRequest().With("scope", "openid " + SampleItems.ScopeName).With("authorization_details", Whole));

        items.Held = ["a", .. Enumerable.Range(0, 200).Select(n => $"{n:d3}{new string('i', 60)}")];

        Assert.Equal("invalid_authorization_details", (await host.RefreshAsync(Detailed.Hall, named.RefreshToken)).Error);
        Assert.Equal("a", (await host.RefreshAsync(Detailed.Hall, named.RefreshToken, ("authorization_details", SampleItems.Ask("a")))).Items());
        var longest = await host.RefreshAsync(Detailed.Hall, byScope.RefreshToken);
        Assert.Equal((201, (string?)null), (longest.Items()!.Split(' ').Length, longest.ItemsInToken()));
        Assert.Equal(201, (await host.IntrospectAsync(Detailed.Hall, longest.AccessToken)).Items()!.Split(' ').Length);
        items.Held = ["a"];
        Assert.Equal("a", (await host.RefreshAsync(Detailed.Hall, named.RefreshToken)).Items());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §5")]
    [Trait("Spec", "RFC 9396 §9.1/audience")]
    public async Task Each_audience_is_measured_by_itself()
    {
        var (host, items) = await Detailed.StartAsync();
        await using var all = host;
        var (one, other) = (new string('a', 5000), new string('b', 5000));
        items.Held = [one, other, .. Enumerable.Range(0, 10).Select(n => $"{n}")];
        var asked = $$"""[{"type":"urn:test:item","items":["0"]},{"type":"urn:test:item","locations":["{{SampleClients.Resource}}"]}]""";

        Assert.Equal("0", (await host.RedeemAsync(new AuthorizeRequest().With("authorization_details", asked))).Items());
        Assert.Equal("invalid_authorization_details", (await new AuthorizeRequest().With("authorization_details", asked).With("resource", SampleClients.Resource).GetAsync(host.Browser)).ErrorAtHall());
    }

    private const string Whole = """[{"type":"urn:test:item"}]""";
    private const string PartnerCallback = "https://partner.example/callback";

    private static AuthorizeRequest Partner(params string[] items) => Detailed.Ask(items).For("partner", PartnerCallback, "openid");
}
