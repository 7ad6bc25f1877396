using JsHrss.IdP.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Extensions.Configuration;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The link beside a code, in Development alone.</summary>
public sealed class DevelopmentPhoneTests
{
    [Theory]
    [InlineData("http://localhost:5400/phone", false)]
    [InlineData("http://phone.example/phone", true)]
    [InlineData("javascript:alert(1)", true)]
    [InlineData("phone", true)]
    public void A_phone_elsewhere_or_outside_development_stops_the_start(string address, bool isDevelopment) =>
        Assert.Contains("Development:Phone", Assert.Throws<InvalidOperationException>(() => From(address, isDevelopment)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_set_links_nothing() => Assert.Null(From(null, isDevelopment: false).LinkTo("x"));

    [Fact]
    public async Task The_code_of_the_page_opens_on_the_phone()
    {
        await using var pages = await PagesHost.StartAsync(new Scene { Person = Scene.Sun }, phone: From("http://localhost:5400/phone/", isDevelopment: true));
        using var browser = pages.Browser();
        var link = (await browser.PageAsync("/sign-in/qr?tab=person")).QuerySelector(".on-phone a")!;
        Assert.StartsWith("http://localhost:5400/phone/scan?code=http", link.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("noopener", link.GetAttribute("rel"));
        Assert.StartsWith("http://localhost:5400/phone/scan?code=http", (await browser.PageAsync("/face/f_1")).QuerySelector(".on-phone a")!.GetAttribute("href"), StringComparison.Ordinal);
        await using var without = await PagesHost.StartAsync(new Scene());
        using var other = without.Browser();
        Assert.Null((await other.PageAsync("/sign-in/qr?tab=person")).QuerySelector(".on-phone"));
    }

    private static DevelopmentPhone From(string? address, bool isDevelopment) =>
        DevelopmentPhone.From(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Development:Phone", address)]).Build(), isDevelopment);
}
