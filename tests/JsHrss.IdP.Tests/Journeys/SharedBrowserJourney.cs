using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Two people, one browser: what the first was shown is never answered in the name of the second.</summary>
public sealed class SharedBrowserJourney
{
    private const string Sun = "320800197006150166";
    private const string Wang = "32010019851231123X";
    private const string ConsentForm = "form[action*='consent']";

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task A_consent_page_shown_to_one_person_gives_nothing_of_another()
    {
        await using var host = await IdpHost.StartAsync();
        using var partner = Relying.Partner(host);
        using var browser = new HttpBrowser();
        var askedOfSun = await browser.AsPersonAsync(partner, Sun);
        Assert.Contains("/consent", askedOfSun.Url, StringComparison.Ordinal);

        // In another tab.
        var entry = await browser.GoAsync($"{host.Issuer}/sign-in");
        await browser.SubmitAsync(entry, SigningIn.PersonForm, ("Account", Wang), ("Password", "Demo-2026!"));

        var again = await browser.SubmitAsync(askedOfSun, ConsentForm, ("decision", "allow"));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Contains("/consent", again.Url, StringComparison.Ordinal);
        Assert.Contains("王*", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("孙*", again.Text, StringComparison.Ordinal);

        // Now Wang has been asked.
        var back = await browser.SubmitAsync(again, ConsentForm, ("decision", "allow"));
        Assert.NotNull(back["code"]);
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task A_chooser_shown_to_one_person_chooses_nothing_for_another()
    {
        await using var host = await IdpHost.StartAsync();
        using var hall = Relying.Hall(host);
        using var browser = new HttpBrowser();
        await browser.AsPersonAsync(hall, "13000000002");
        var shownToLi = await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")));
        Assert.Contains("/choose", shownToLi.Url, StringComparison.Ordinal);

        var entry = await browser.GoAsync($"{host.Issuer}/sign-in");
        await browser.SubmitAsync(entry, SigningIn.PersonForm, ("Account", Wang), ("Password", "Demo-2026!"));

        var again = await browser.SubmitAsync(shownToLi, "form[action*='choose']", ("Context", "self"));
        Assert.Null(again["code"]);
        Assert.Contains("王*", again.Text, StringComparison.Ordinal);
    }
}
