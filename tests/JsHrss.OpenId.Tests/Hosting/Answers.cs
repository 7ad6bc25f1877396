using System.Collections.Specialized;
using System.Net;
using System.Web;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>Reads what the authorization endpoint answered.</summary>
internal static class Answers
{
    /// <summary>The query of the redirect to this URI; fails when the browser was sent elsewhere or nowhere.</summary>
    public static NameValueCollection SentTo(this HttpResponseMessage response, string redirectUri)
    {
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var location = response.Headers.NonValidated["Location"].Single();
        Assert.StartsWith(redirectUri + (redirectUri.Contains('?', StringComparison.Ordinal) ? "&" : "?"), location, StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(location[(location.IndexOf('?', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>The error sent to the hall's redirect URI, with everything that must stand beside it.</summary>
    public static string ErrorAtHall(this HttpResponseMessage response, string? state = "st&te=1")
    {
        var query = response.SentTo("https://hall.example/signin-oidc");
        Assert.Equal(ProviderHost.Issuer, query["iss"]);
        Assert.Equal(state, query["state"]);
        Assert.False(string.IsNullOrEmpty(query["error_description"]));
        Assert.Null(query["code"]);
        return query["error"]!;
    }

    /// <summary>The code sent to the hall's redirect URI.</summary>
    public static string CodeAtHall(this HttpResponseMessage response)
    {
        var query = response.SentTo("https://hall.example/signin-oidc");
        Assert.Null(query["error"]);
        Assert.Equal(ProviderHost.Issuer, query["iss"]);
        return query["code"]!;
    }

    /// <summary>The interaction with which the browser was sent to one of the host's pages.</summary>
    public static string InteractionAt(this HttpResponseMessage response, string page)
    {
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var location = response.Headers.NonValidated["Location"].Single();
        Assert.StartsWith($"/{page}?interaction=int_", location, StringComparison.Ordinal);
        return location[(location.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>The error shown to the person, with no redirect at all.</summary>
    public static async Task<string> ShownAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.False(response.Headers.Contains("Location"));
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> ResumeAsync(this HttpClient browser, string interaction) =>
        browser.GetAsync("/connect/authorize/resume?interaction=" + interaction, TestContext.Current.CancellationToken);
}
