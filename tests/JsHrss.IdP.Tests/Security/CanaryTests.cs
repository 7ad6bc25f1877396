using System.Text;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Management;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Personal data and secrets that went through the server stand in no log line and, in clear, in no file.</summary>
public sealed class CanaryTests
{
    private const string WrongPassword = "Wrong-Canary-2026!";
    private const string State = "state-canary-4711";
    private const string Nonce = "nonce-canary-4712";
    private const string StrangerMobile = "13912345678";

    [Fact]
    [Trait("Spec", "RFC 6749 §10.3/confidential")]
    [Trait("Spec", "RFC 6749 §10.4/confidential")]
    [Trait("Spec", "OIDC Core §16.4/confidential")]
    [Trait("Case", "PI-04")]
    public async Task Neither_the_log_nor_the_database_file_shows_who_signed_in_or_with_what()
    {
        // Everything a logger is offered, with the levels an operator might set in a bad night, and every span.
        using var everything = new LogLines(LogLevel.Trace);
        using var collector = new SpanCollector();
        await using var host = await IdpHost.StartAsync(
            services: services => services.AddSingleton<ILoggerProvider>(everything),
            settings: ["Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace", "Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace", "Logging:LogLevel:System.Net.Http=Trace", $"Tracing:Endpoint={collector.Address}", "Tracing:Ratio=1"]);
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host, "openid profile phone unit items offline_access");
        using var spa = Relying.HallSpa(host);
        using var batch = Relying.Batch(host);
        var secrets = new List<string>
        {
            Demo.SunIdNumber, Demo.Sun, Demo.SunName, Demo.Li, "320100199001010026", "李示管", StrangerMobile, Demo.PersonalPassword, Demo.UnitPassword, WrongPassword,
            State, Nonce, "hall-dev-secret-0123456789abcdefghij", hall.Verifier, spa.Verifier,
        };

        var page = await browser.GoAsync(hall.AuthorizeUrl(("login_hint", Demo.SunIdNumber), ("state", State), ("nonce", Nonce)));
        page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", StrangerMobile), ("Password", WrongPassword));
        page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", WrongPassword));
        var back = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.SunIdNumber), ("Password", Demo.PersonalPassword));
        var person = await hall.RedeemAsync(back);
        Keep(back["code"], person["access_token"], person["refresh_token"], person["id_token"], browser.Cookies["__Host-idp.session"], browser.Cookies["__Host-idp.browser"]);
        Keep([.. browser.Cookies.Values]);
        await hall.GetAsync("/connect/userinfo", person["access_token"]!);
        await hall.GetAsync("/api/me", person["access_token"]!);
        await hall.GetAsync("/api/me/units", person["access_token"]!);
        await batch.IntrospectAsync(person["access_token"]!);

        using var second = new HttpBrowser();
        Keep((await second.AsMemberAsync(hall, Demo.U1, Demo.Li, WrongPassword)).Url.Split("interaction=")[^1].Split('&')[0]);
        var unitBack = await second.AsMemberAsync(spa, Demo.U1, Demo.Li);
        var unit = await spa.RedeemAsync(unitBack);
        var rotated = await spa.RefreshAsync(unit["refresh_token"]!);
        Keep(unitBack["code"], unit["access_token"], unit["refresh_token"], rotated["refresh_token"], rotated["access_token"]);

        // Misuse is what gets logged most.
        await hall.RedeemAsync(back["code"]!);
        await spa.RefreshAsync(person["refresh_token"]!);
        await hall.TokenAsync(("grant_type", "password"), ("username", Demo.Sun), ("password", Demo.PersonalPassword));
        await hall.GetAsync("/connect/userinfo?access_token=" + person["access_token"], person["id_token"]!);
        await browser.GoAsync(hall.AuthorizeUrl(("id_token_hint", person["id_token"]!), ("prompt", "none"), ("redirect_uri", "https://evil.example/" + Demo.SunIdNumber)));
        await browser.GoAsync($"{host.Issuer}/nowhere/{Demo.SunIdNumber}?account={Demo.Sun}&code={back["code"]}");
        await browser.GoAsync($"{host.Issuer}/sign-in?interaction={Demo.SunIdNumber}");
        await browser.SubmitAsync(await browser.GoAsync(host.Issuer + "/sign-out"), "form[action*='sign-out']");
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(host.Management + "/metrics", TestContext.Current.CancellationToken);
        var spans = await collector.UntilAsync("/connect/userinfo");
        await host.RestartAsync();

        Assert.Contains(host.Log.All, line => line.Contains("hall", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(host.Log.All, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(everything.All, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(secret, metrics, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, spans, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains(everything.All, line => line.StartsWith("Debug", StringComparison.Ordinal));
        var file = Encoding.Latin1.GetString(await host.Database.BytesAsync());
        Assert.Contains(Demo.U1, file, StringComparison.Ordinal);
        foreach (var secret in secrets)
            Assert.False(file.Contains(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal), $"{secret} stands in the database file.");

        void Keep(params string?[] texts) => secrets.AddRange(texts.OfType<string>().Where(text => text.Length > 12));
    }
}
