using JsHrss.Accounts.Challenges;
using JsHrss.IdP.Challenges;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A person who reads the picture: the test asks the server itself what it sealed into the browser's cookie.</summary>
internal static class Challenged
{
    /// <summary>Loads the picture, as the page's image does.</summary>
    public static async Task<byte[]> LoadPictureAsync(this HttpBrowser browser, IdpHost host)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, host.Issuer + "/challenge/sign-in");
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The right answer to what the browser has open.</summary>
    public static string Solve(this HttpBrowser browser, IdpHost host) => browser.Open(host)!.Answers[0];

    /// <summary>The open challenge; null: none.</summary>
    public static HumanChallenge? Open(this HttpBrowser browser, IdpHost host) =>
        host.Services.GetRequiredService<ChallengeCookie>().Unseal(browser.Cookies.GetValueOrDefault(ChallengeCookie.Name))?.Challenge;
}
