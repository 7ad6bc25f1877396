namespace JsHrss.IdP.Tests.Hosting;

/// <summary>What people do at the sign-in page, in one line each.</summary>
public static class SigningIn
{
    public const string PersonForm = "form[action*='sign-in']";

    /// <summary>From the client's request to wherever the personal form leads.</summary>
    public static async Task<Stop> AsPersonAsync(this HttpBrowser browser, Relying client, string account, string password = "Demo-2026!", params (string Name, string Value)[] more)
    {
        var page = await browser.GoAsync(client.AuthorizeUrl(more));
        return await browser.SubmitAsync(page, PersonForm, ("Account", account), ("Password", password));
    }

    /// <summary>From the client's request to wherever the unit form leads.</summary>
    public static async Task<Stop> AsMemberAsync(this HttpBrowser browser, Relying client, string unit, string account, string password = "Unit-2026!", params (string Name, string Value)[] more)
    {
        var page = await browser.GoAsync(client.AuthorizeUrl(more));
        var tab = page.Document.QuerySelector(".seg a[href*='tab=unit']")?.GetAttribute("href");
        if (tab is not null)
            page = await browser.GoAsync(new Uri(new Uri(page.Url), tab).ToString());
        return await browser.SubmitAsync(page, PersonForm, ("UnitCode", unit), ("Account", account), ("Password", password));
    }

    /// <summary>Tokens of the code a browser came back with.</summary>
    public static async Task<Answer> RedeemAsync(this Relying client, Stop back)
    {
        Assert.True(back["code"] is not null, $"No code at {back.Url}: {back.Text}");
        var tokens = await client.RedeemAsync(back["code"]!);
        Assert.True(tokens.Status == System.Net.HttpStatusCode.OK, tokens.Json.ToString());
        return tokens;
    }
}
