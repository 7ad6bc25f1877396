using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Authorization;

/// <summary>Answers by form_post, and what becomes of a response mode that is not to be had.</summary>
public sealed partial class FormPostTests
{
    private const string Callback = "https://hall.example/signin-oidc";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "OAuth 2.0 Form Post Response Mode §2")]
    [Trait("Spec", "RFC 9207 §2/success")]
    public async Task A_code_travels_in_a_form_with_state_and_issuer()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var (action, fields) = await FormOf(await FormPost().GetAsync(host.Browser));

        Assert.Equal(Callback, action);
        Assert.Equal(["code", "state", "iss"], fields.Keys);
        Assert.StartsWith("code_", fields["code"], StringComparison.Ordinal);
        Assert.Equal(("st&te=1", ProviderHost.Issuer), (fields["state"], fields["iss"]));
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "no_such_scope", "invalid_scope")]
    [InlineData("prompt", "none", "login_required")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("request", "e30.e30.", "request_not_supported")]
    [InlineData("request_uri", "http://169.254.169.254/", "request_uri_not_supported")]
    [Trait("Spec", "OAuth 2.0 Form Post Response Mode §2")]
    [Trait("Spec", "RFC 9207 §2/error")]
    public async Task Errors_travel_the_same_way(string name, string? value, string error)
    {
        await using var host = await ProviderHost.StartAsync();
        var (action, fields) = await FormOf(await FormPost().With(name, value).GetAsync(host.Browser));
        Assert.Equal(Callback, action);
        Assert.Equal(["error", "error_description", "state", "iss"], fields.Keys);
        Assert.Equal((error, "st&te=1", ProviderHost.Issuer), (fields["error"], fields["state"], fields["iss"]));
    }

    [Fact]
    [Trait("Spec", "OAuth 2.0 Form Post Response Mode §2")]
    public async Task What_was_decided_at_a_page_travels_the_same_way()
    {
        await using var host = await ProviderHost.StartAsync();
        var refused = (await FormPost().GetAsync(host.Browser)).InteractionAt("sign-in");
        var served = (await FormPost().PostAsync(host.Browser)).Headers.Location;
        await host.Service<IInteractions>().RefuseAsync((await host.FindAsync(refused))!, new ProtocolError("access_denied", "The End-User went back.", "went back"), Ct);

        Assert.Equal("access_denied", (await FormOf(await host.Browser.ResumeAsync(refused))).Fields["error"]);
        host.SignIn();
        Assert.StartsWith("code_", (await FormOf(await host.Browser.GetAsync(served, Ct))).Fields["code"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("'\"`<!--&amp;&#x22;")]
    [InlineData("江苏 𠮷 \u2028 \u00a0 é")]
    [InlineData("\" autofocus onfocus=alert(1) x=\"")]
    [Trait("Case", "AZ-09")]
    public async Task Whatever_the_client_sent_is_text_in_a_field_and_nothing_else(string state)
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { Name = state });
        host.SignIn();

        var response = await FormPost().With("state", state).GetAsync(host.Browser);

        Assert.Equal(state, (await FormOf(response)).Fields["state"]);
        var page = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(1, page.Split("<script").Length - 1);
        Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "AZ-09")]
    [Trait("Case", "CD-18")]
    public async Task The_page_can_run_its_one_script_do_nothing_else()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var response = await FormPost().GetAsync(host.Browser);

        var page = await response.Content.ReadAsStringAsync(Ct);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(
            $"default-src 'none'; script-src 'sha256-{HashOf(Between(page, "<script>", "</script>"))}'; style-src 'sha256-{HashOf(Between(page, "<style>", "</style>"))}'; base-uri 'none'; frame-ancestors 'none'",
            policy);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(("strict-origin", "DENY", "nosniff"), (One(response, "Referrer-Policy"), One(response, "X-Frame-Options"), One(response, "X-Content-Type-Options")));
        // Without script the person presses the button.
        Assert.Contains("<button type=\"submit\">继续 <span lang=\"en\">Continue</span></button>", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    [Trait("Spec", "OAuth 2.0 Form Post Response Mode §2")]
    public async Task The_redirect_URIs_own_query_stays_in_the_forms_target()
    {
        const string uri = "https://hall.example/cb?tenant=1&x='";
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { RedirectUris = [uri] });
        host.SignIn();
        Assert.Equal(uri, (await FormOf(await FormPost().With("redirect_uri", uri).GetAsync(host.Browser))).Action);
    }

    [Theory]
    [InlineData("fragment")]
    [InlineData("query.jwt")]
    [InlineData("form_post.jwt")]
    [InlineData("jwt")]
    [InlineData("web_message")]
    [InlineData("FORM_POST")]
    [InlineData("form_post ")]
    [Trait("Spec", "OIDC Core §3.1.2.6/response-mode")]
    [Trait("Case", "AZ-09")]
    public async Task A_response_mode_that_is_not_supported_is_answered_400_here(string mode)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("response_mode", mode).GetAsync(host.Browser)).ShownAsync());
        Assert.Equal("invalid_request", await (await FormPost().And("response_mode", mode).GetAsync(host.Browser)).ShownAsync());
        Assert.Empty(host.Ledger.Facts);
    }

    [Theory]
    [InlineData("query", "form_post")]
    [InlineData("form_post", "query")]
    [InlineData("form_post", null)]
    [Trait("Case", "AZ-09")]
    public async Task A_response_mode_that_the_client_is_not_registered_for_is_answered_400_here(string registered, string? asked)
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { ResponseModes = [registered] });
        host.SignIn();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("response_mode", asked).GetAsync(host.Browser)).ShownAsync());
    }

    [Fact]
    [Trait("Case", "AZ-09")]
    public async Task A_form_is_posted_to_a_web_server_only()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request", await (await FormPost().For("mobile-app", "jshrss-app://callback").GetAsync(host.Browser)).ShownAsync());
        var loopback = await FormPost().For("mobile-app", "http://[::1]:50123/callback").With("prompt", "none").GetAsync(host.Browser);
        Assert.Equal("http://[::1]:50123/callback", (await FormOf(loopback)).Action);
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4")]
    public async Task A_pushed_request_is_answered_by_the_mode_that_was_pushed()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var reference = await PushedAuthorization.Pushing.PushedAsync(host, FormPost());
        Assert.NotNull((await FormOf(await PushedAuthorization.Pushing.BringAsync(host.Browser, reference, more: "&response_mode=query"))).Fields["code"]);
    }

    private static AuthorizeRequest FormPost() => new AuthorizeRequest().With("response_mode", "form_post");

    /// <summary>The form of the page as a browser would read it.</summary>
    private static async Task<(string Action, Dictionary<string, string> Fields)> FormOf(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Location"));
        var page = await response.Content.ReadAsStringAsync(Ct);
        var form = Between(page, "<form ", "</form>");
        return (
            WebUtility.HtmlDecode(Between(form, "action=\"", "\"")),
            Field().Matches(form).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value)));
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string One(HttpResponseMessage response, string header) => response.Headers.GetValues(header).Single();

    [GeneratedRegex("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Field();
}
