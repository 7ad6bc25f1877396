using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Api;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Security;

/// <summary>
/// What another site makes a signed-in browser send: every address that takes something, found in the running server's own route table, so that one that is added is tried too.
/// "Nothing is changed" is read from the tables themselves.
/// </summary>
public sealed class CrossSiteTests(UnitIdp idp) : IClassFixture<UnitIdp>
{
    private static readonly string[] Changing = ["POST", "PUT", "PATCH", "DELETE"];

    // Reading a page writes these: when a session was last seen, what is counted, which node leads, and that somebody tried what they may not.
    private static readonly string[] MovesByItself = ["session", "interaction", "counter", "lease", "audit_fact", "audit_detail", "audit_seal", "qr_ticket"];

    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "AD-03")]
    public async Task No_form_sent_without_its_token_changes_anything()
    {
        Assert.SkipWhen(SecondNode.IsWanted, "Reads the one file.");
        var scene = await idp.PlantAsync();
        using var browser = await SignedInAsync(scene);
        var tried = 0;
        foreach (var page in Addresses(scene, endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null))
        {
            var shown = await browser.GoAsync(page);
            var before = await _host.Database.StandAsync(MovesByItself);
            foreach (var (address, fields) in FormsOf(shown).Append((page, Guessed)))
            {
                var body = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
                foreach (var content in new[] { "application/x-www-form-urlencoded", "text/plain", "application/json" })
                {
                    using var answer = await browser.SendAsync(FromElsewhere(HttpMethod.Post, address, body, content));
                    Assert.True((int)answer.StatusCode < 500, $"{address} answers {answer.StatusCode}");
                    tried++;
                }
            }

            await StandsAsync(before, page);
        }

        Assert.InRange(tried, 100, 10_000);
        Assert.Equal(1, await OpenSessionsAsync(scene));

        // The same form with its token is obeyed: it was the token that was missing.
        var stands = await _host.Database.StandAsync(MovesByItself);
        var end = await browser.GoAsync($"{_host.Issuer}/unit/{scene.Legal.Id}/members/{scene.Agents[0].Id}/end");
        Assert.EndsWith("?done=ended", (await browser.SubmitAsync(end, "main form", ("Confirm", "试"))).Url, StringComparison.Ordinal);
        Assert.NotEqual(stands["membership"], (await _host.Database.StandAsync(MovesByItself))["membership"]);
    }

    [Fact]
    [Trait("Case", "AD-03")]
    public async Task A_browsers_cookies_open_no_api()
    {
        Assert.SkipWhen(SecondNode.IsWanted, "Reads the one file.");
        var scene = await idp.PlantAsync();
        using var browser = await SignedInAsync(scene);
        var before = await _host.Database.StandAsync(MovesByItself);
        var tried = 0;
        foreach (var (method, address) in Addresses(scene, endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null)
            .SelectMany(address => Changing.Select(method => (method, address))))
        {
            foreach (var content in new[] { "text/plain", "application/json", "application/x-www-form-urlencoded" })
            {
                using var answer = await browser.SendAsync(FromElsewhere(new HttpMethod(method), address, """{"role":"agent","version":1,"name":"别处"}""", content));
                Assert.True((int)answer.StatusCode is >= 300 and < 500, $"{method} {address} as {content} answers {answer.StatusCode}");
                tried++;
            }
        }

        Assert.InRange(tried, 200, 10_000);
        await StandsAsync(before, "the APIs");
        Assert.Equal(1, await OpenSessionsAsync(scene));
    }

    [Fact]
    [Trait("Case", "AD-03")]
    public async Task Nobody_is_signed_in_by_a_form_of_another_site()
    {
        using var browser = new HttpBrowser();
        foreach (var (address, fields) in FormsOf(await browser.GoAsync($"{_host.Issuer}/sign-in")).Where(form => form.Fields.Any(field => field.Name == "Password")))
        {
            var body = string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Name switch { "Account" => Demo.Sun, "Password" => Demo.PersonalPassword, _ => field.Value })}"));
            using var answer = await browser.SendAsync(FromElsewhere(HttpMethod.Post, address, body, "application/x-www-form-urlencoded"));
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.EndsWith("/sign-in?then=units", (await browser.GoAsync($"{_host.Issuer}/unit")).Url, StringComparison.Ordinal);
    }

    // What would do something if it were believed.
    private static ImmutableArray<(string Name, string Value)> Guessed { get; } =
        [("Role", "agent"), ("Version", "1"), ("Confirm", "试"), ("Terms", "1"), ("terms", "1"), ("Items", "SI-0101"), ("Everywhere", "true"), ("_method", "DELETE"), ("Context", "self"), ("Decision", "approve")];

    private static HttpRequestMessage FromElsewhere(HttpMethod method, string address, string body, string content)
    {
        var request = new HttpRequestMessage(method, address) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(content);
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("X-HTTP-Method-Override", "DELETE");
        return request;
    }

    /// <summary>The forms of a page as a person would send them, without the token.</summary>
    private static IEnumerable<(string Address, ImmutableArray<(string Name, string Value)> Fields)> FormsOf(Stop page)
    {
        foreach (var form in page.Document.QuerySelectorAll("main form[method=post]").OfType<IHtmlFormElement>())
        {
            var fields = form.QuerySelectorAll("input[name]:not([disabled])").OfType<IHtmlInputElement>().Select(input => (input.Name!, input.Name == "Confirm" ? "试" : input.Value))
                .Concat(form.QuerySelectorAll("select[name]").OfType<IHtmlSelectElement>().Select(select => (select.Name!, select.Value ?? "")))
                .Concat(form.QuerySelectorAll("button[name]").OfType<IHtmlButtonElement>().Take(1).Select(button => (button.Name!, button.Value)))
                .Where(field => field.Item1 != "__RequestVerificationToken");
            yield return (new Uri(new Uri(page.Url), form.GetAttribute("action") ?? "").ToString(), [.. fields]);
        }
    }

    private IEnumerable<string> Addresses(UnitScene scene, Func<RouteEndpoint, bool> wanted) => _host.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(wanted)
        .Select(endpoint => _host.Issuer + "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "membership" } => scene.Legal.Id,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "member" } => scene.Agents[0].Id,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "unit" } => scene.Unit.Id.ToString(),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "institution" } => scene.Institution.Id.ToString(),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "result" } => "approved",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "id" } => "new",
            _ => "x",
        })))))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>For themselves and for the unit, so that no page turns them away before the form's token is looked at.</summary>
    private async Task<HttpBrowser> SignedInAsync(UnitScene scene)
    {
        var browser = new HttpBrowser();
        await _host.PlantAsync(new SeedPlan { Credentials = [_host.NewPassword(scene.Legal.Person.Id, null, Demo.PersonalPassword)] });
        (await browser.SubmitAsync(await browser.GoAsync($"{_host.Issuer}/sign-in?then=account"), SigningIn.PersonForm, ("Account", scene.Legal.Mobile), ("Password", Demo.PersonalPassword))).At("account");
        var page = await browser.GoAsync($"{_host.Issuer}/sign-in?tab=unit&then=units");
        (await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", scene.Unit.CreditCode!.Value), ("Account", scene.Legal.Mobile), ("Password", Demo.UnitPassword))).At("unit");
        return browser;
    }

    private Task<long> OpenSessionsAsync(UnitScene scene) =>
        _host.Database.CountAsync("select count(*) from session where person = @person and ended_at is null", ("@person", scene.Legal.Person.Id.Value));

    private async Task StandsAsync(IReadOnlyDictionary<string, string> before, string page)
    {
        var after = await _host.Database.StandAsync(MovesByItself);
        foreach (var (table, stand) in before)
            Assert.True(stand == after[table], $"{page} changed {table}: {stand} before, {after[table]} after.");
    }
}
