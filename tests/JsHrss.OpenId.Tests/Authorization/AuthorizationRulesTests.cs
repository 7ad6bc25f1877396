using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Authorization;

/// <summary>Each rule: its breach, told to the client, and its boundary.</summary>
public sealed class AuthorizationRulesTests
{
    [Theory]
    [InlineData("token", "unsupported_response_type")]
    [InlineData("id_token", "unsupported_response_type")]
    [InlineData("id_token token", "unsupported_response_type")]
    [InlineData("code id_token", "unsupported_response_type")]
    [InlineData("none", "unsupported_response_type")]
    [InlineData("CODE", "unsupported_response_type")]
    [InlineData(null, "invalid_request")]
    [Trait("Spec", "OIDC Core §3.1.2.2/required")]
    [Trait("Spec", "RFC 6749 §4.1.2.1/codes")]
    [Trait("Spec", "RFC 6749 §3.1.1/refused")]
    [Trait("Case", "AZ-10")]
    public Task The_only_response_type_is_code(string? value, string error) => RefusedAsync("response_type", value, error);

    [Fact]
    [Trait("Spec", "OAuth 2.0 Multiple Response Types §2.1")]
    public Task Response_mode_query_may_be_named() => AcceptedAsync("response_mode", "query");

    [Theory]
    [InlineData("request_uri", "http://169.254.169.254/latest", "request_uri_not_supported", "OIDC Core §6.2")]
    [InlineData("registration", "{}", "registration_not_supported", "OIDC Core §7.2.1")]
    [Trait("Spec", "OIDC Core §3.1.2.6/codes")]
    [Trait("Spec", "OIDC Core §6.2/not-supported")]
    [Trait("Case", "AZ-20")]
    public async Task What_is_not_supported_is_refused_by_its_own_error_and_never_fetched(string name, string value, string error, string law)
    {
        await RefusedAsync(name, value, error);
        Assert.Contains(AuthorizationRulebook.With([], new DetailTypes([])).Rules, rule => rule.Law.ToString() == law);
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2.1/codes")]
    public async Task A_client_without_the_code_grant_is_unauthorized()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var response = await new AuthorizeRequest().For("batch", "https://batch.example/never", "demo.read").GetAsync(host.Browser);
        Assert.Equal("unauthorized_client", response.SentTo("https://batch.example/never")["error"]);
    }

    [Theory]
    [InlineData("openid id_number")]
    [InlineData("openid Profile")]
    [InlineData("no_such_scope")]
    [InlineData(null)]
    [InlineData(" ")]
    [Trait("Spec", "RFC 6749 §3.3/omitted")]
    [Trait("Spec", "OIDC Core §3.1.2.2/oauth")]
    [Trait("Spec", "RFC 6749 §4.1.2.1/codes")]
    [Trait("Case", "CD-15")]
    public Task Only_registered_scopes_may_be_asked_for(string? value) => RefusedAsync("scope", value, "invalid_scope");

    [Fact]
    [Trait("Spec", "RFC 6749 §3.3")]
    public async Task Without_openid_it_is_plain_OAuth_and_repeated_scopes_count_once()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var grant = await GrantOfAsync(host, await new AuthorizeRequest().With("scope", "profile  phone profile").GetAsync(host.Browser));
        Assert.Equal(["profile", "phone"], grant.Entitlement.Scopes.ToArray());
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge", "")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMx")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-  ")]
    [InlineData("code_challenge", "                                           ")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", "s256")]
    [InlineData("code_challenge_method", null)]
    [Trait("Spec", "RFC 7636 §4.4.1/required")]
    [Trait("Spec", "RFC 7636 §4.4.1/method")]
    [Trait("Spec", "RFC 7636 §7.2/no-plain")]
    [Trait("Case", "CD-03")]
    public Task A_code_is_issued_only_against_an_S256_challenge(string name, string? value) => RefusedAsync(name, value, "invalid_request");

    [Theory]
    [InlineData("none login")]
    [InlineData("consent none")]
    [InlineData("create")]
    [InlineData("LOGIN")]
    [Trait("Spec", "OIDC Core §3.1.2.1/prompt-none-alone")]
    public Task Unknown_prompts_and_none_in_company_are_refused(string value) => RefusedAsync("prompt", value, "invalid_request");

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData(" 5")]
    [InlineData("2147483648")]
    [InlineData("soon")]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public Task A_max_age_that_is_no_whole_number_is_refused(string value) => RefusedAsync("max_age", value, "invalid_request");

    [Theory]
    [InlineData("display", "popup")]
    [InlineData("display", "no_such_display")]
    [InlineData("claims_locales", "zh-CN x-unknown")]
    [InlineData("ui_locales", "no-such-locale")]
    [InlineData("acr_values", "urn:unknown")]
    [InlineData("login_hint", "' or 1=1 --")]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public Task What_the_server_has_no_answer_to_is_no_error(string name, string value) => AcceptedAsync(name, value);

    [Theory]
    [InlineData("2147483647")]
    [InlineData("1")]
    public Task A_whole_max_age_is_accepted(string value) => AcceptedAsync("max_age", value);

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{\"id_token\":[]}")]
    [InlineData("{\"userinfo\":1}")]
    [InlineData("{\"id_token\":{},\"id_token\":{}}")]
    [Trait("Spec", "OIDC Core §5.5/object")]
    [Trait("Case", "JW-07")]
    public Task Claims_that_are_no_object_are_refused(string value) => RefusedAsync("claims", value, "invalid_request");

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    [InlineData(400, false)]
    [Trait("Case", "HT-05")]
    public Task Claims_nest_eight_deep_at_most(int depth, bool accepted)
    {
        var claims = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        return accepted ? AcceptedAsync("claims", claims) : RefusedAsync("claims", claims, "invalid_request");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"userinfo\":{\"name\":null},\"id_token\":{\"auth_time\":{\"essential\":true}}}")]
    [Trait("Spec", "OIDC Core §5.5")]
    public Task A_claims_object_is_accepted(string value) => AcceptedAsync("claims", value);

    [Theory]
    [InlineData("https://api.example/items#x")]
    [InlineData("/items")]
    [InlineData("https://other.example/")]
    [InlineData("https://api.example/items/")]
    [Trait("Spec", "RFC 8707 §2/absolute")]
    [Trait("Spec", "RFC 8707 §2/fragment")]
    [Trait("Spec", "RFC 8707 §2/invalid-target")]
    public Task Only_registered_absolute_resources_may_be_named(string value) => RefusedAsync("resource", value, "invalid_target");

    [Fact]
    [Trait("Spec", "RFC 8707 §2")]
    [Trait("Spec", "RFC 8707 §2.1/several")]
    public async Task Resources_may_be_repeated_and_go_into_the_grant()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { Resources = [SampleClients.Resource, "urn:jshrss:api"] });
        host.SignIn();
        var grant = await GrantOfAsync(host, await new AuthorizeRequest().And("resource", SampleClients.Resource).And("resource", "urn:jshrss:api").GetAsync(host.Browser));
        Assert.Equal([SampleClients.Resource, "urn:jshrss:api"], grant.Entitlement.Resources.Select(resource => resource.OriginalString).ToArray());
    }

    [Fact]
    public async Task A_rule_of_the_host_is_asked_after_the_engines_own()
    {
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<IHouseRule, NonceIsSent>());
        host.SignIn();
        Assert.Equal("invalid_request", (await new AuthorizeRequest().With("nonce", null).GetAsync(host.Browser)).ErrorAtHall());
        Assert.Equal("unsupported_response_type", (await new AuthorizeRequest().With("nonce", null).With("response_type", "token").GetAsync(host.Browser)).ErrorAtHall());
        (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall();
    }

    private static async Task RefusedAsync(string name, string? value, string error)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal(error, (await new AuthorizeRequest().With(name, value).GetAsync(host.Browser)).ErrorAtHall());
        Assert.Empty(host.Ledger.Facts);
    }

    private static async Task AcceptedAsync(string name, string value)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await new AuthorizeRequest().With(name, value).GetAsync(host.Browser)).CodeAtHall();
    }

    private static async Task<Grant> GrantOfAsync(ProviderHost host, HttpResponseMessage response) =>
        (await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, response.CodeAtHall())!, TestContext.Current.CancellationToken))!.Grant!;

    private sealed class NonceIsSent : IHouseRule
    {
        public SpecRef Law { get; } = new("House", "1");

        public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
            ValueTask.FromResult(request.Parameters["nonce"] is null ? new ProtocolError("invalid_request", "nonce is missing.", "nonce is missing.") : null);
    }
}
