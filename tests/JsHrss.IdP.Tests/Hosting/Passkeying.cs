using System.Net;
using System.Text.Json;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>What a page's script does with passkeys, in one line each.</summary>
public static class Passkeying
{
    public const string Form = "form[data-passkey]";

    /// <summary>Signs in by password on the way to the passkeys, and stands there.</summary>
    public static async Task<Stop> ToPasskeysAsync(this HttpBrowser browser, IdpHost host, string account)
    {
        var page = await browser.GoAsync(host.Issuer + "/sign-in?then=passkeys");
        return (await browser.SubmitAsync(page, "form[data-once]", ("Account", account), ("Password", "Demo-2026!"))).At("account/passkeys");
    }

    /// <summary>Signs in with a phone on the way to the passkeys, a new one that was just enrolled or the one given, and stands there.</summary>
    internal static async Task<Stop> ToPasskeysByPhoneAsync(this HttpBrowser browser, IdpHost host, string account, PhoneKey? phone = null)
    {
        using var own = phone is null ? await PhoneKey.OfAsync(host, account, isEnrolled: true) : null;
        var page = await browser.GoAsync(host.Issuer + "/sign-in/qr?tab=person&then=passkeys");
        await (phone ?? own!).SignInAsync(CodeOf(page), "self");
        return (await browser.SubmitAsync(page, "form[data-qr-form]")).At("account/passkeys");
    }

    /// <summary>What a phone reads on a page.</summary>
    public static string CodeOf(Stop page) => page.Document.QuerySelector(".same-device a")?.GetAttribute("href")?.Split('/')[^1] ?? throw new InvalidOperationException($"No code at {page.Url}: {page.Text}");

    /// <summary>Enrols a passkey for whoever has a fresh proof.</summary>
    public static async Task<Stop> EnrolAsync(this HttpBrowser browser, IdpHost host, SoftAuthenticator authenticator, string name = "")
    {
        var page = await browser.GoAsync(host.Issuer + "/account/passkeys");
        var question = await browser.AskAsync(host.Issuer + "/account/passkeys?handler=Question");
        return await browser.SubmitAsync(page, Form, ("Ticket", question.Ticket), ("Credential", authenticator.Make(question.Options)), ("Name", name));
    }

    /// <summary>The question of the page's own form.</summary>
    public static Task<PasskeyQuestion> AskAsync(this HttpBrowser browser, Stop page) =>
        browser.AskAsync(new Uri(new Uri(page.Url), page.Document.QuerySelector(Form)!.GetAttribute("action")!).ToString());

    public static async Task<PasskeyQuestion> AskAsync(this HttpBrowser browser, string url)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return new PasskeyQuestion(json.GetProperty("ticket").GetString()!, json.GetProperty("options"));
    }

    /// <summary>Asks and answers at a sign-in page.</summary>
    public static async Task<Stop> UsePasskeyAsync(this HttpBrowser browser, Stop page, SoftAuthenticator authenticator)
    {
        var question = await browser.AskAsync(page);
        return await browser.SubmitAsync(page, Form, ("Ticket", question.Ticket), ("Credential", authenticator.Answer(question.Options)));
    }
}
