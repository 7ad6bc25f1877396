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

    /// <summary>Adds a unit's proof to the session of a browser that is signed in already: the client asks for that unit, the person types its password.</summary>
    public static async Task<Stop> JoinUnitAsync(this HttpBrowser browser, Relying client, string unitNumber, string account, string password = "Unit-2026!")
    {
        var page = await browser.GoAsync(client.AuthorizeUrl(("unit_hint", unitNumber)));
        return await browser.SubmitAsync(page, PersonForm, ("UnitCode", unitNumber), ("Account", account), ("Password", password));
    }

    /// <summary>Presses the line of the chooser that shows a name.</summary>
    public static Task<Stop> ChooseAsync(this HttpBrowser browser, Stop page, string name)
    {
        var line = page.Document.QuerySelectorAll("button[name=Context]").SingleOrDefault(button => button.QuerySelector("b")?.TextContent.Contains(name, StringComparison.Ordinal) == true);
        Assert.True(line is not null, $"No line {name} at {page.Url}: {page.Text}");
        Assert.False(line.HasAttribute("disabled"), $"{name} cannot be chosen: {line.TextContent}");
        return browser.SubmitAsync(page, "form[action*='choose']", ("Context", line.GetAttribute("value")!));
    }

    /// <summary>The unit that the tokens are for; null: the person's own.</summary>
    public static string? UnitOf(this Answer tokens) => tokens.Claims().UnitOf();

    /// <summary>The unit of claims that stand in a token or an answer.</summary>
    public static string? UnitOf(this System.Text.Json.JsonElement claims)
    {
        var isUnit = claims.TryGetProperty("represents", out var represents);
        Assert.Equal(isUnit ? "unit" : "person", claims.GetProperty("subject_type").GetString());
        return isUnit ? represents.GetProperty("unit_no").GetString() : null;
    }

    /// <summary>Asserts that the browser stands at one of our pages.</summary>
    public static Stop At(this Stop stop, string page)
    {
        Assert.True(new Uri(stop.Url).AbsolutePath == "/" + page, $"Expected /{page}, stands at {stop.Url}: {stop.Text}");
        return stop;
    }

    /// <summary>Asserts that the browser came back to the client with an error.</summary>
    public static Stop Refused(this Stop stop, string error)
    {
        Assert.Null(stop["code"]);
        Assert.True(stop["error"] == error, $"Expected {error}, came to {stop.Url}: {stop.Text}");
        Assert.Equal("st-1", stop["state"]);
        return stop;
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
