using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

public sealed class MeTests
{
    [Fact]
    [Trait("Spec", "RFC 6750 §3.1")]
    public async Task A_max_age_that_is_no_number_of_seconds_is_an_invalid_request()
    {
        await using var host = await IdpHost.StartAsync();
        using var hall = Relying.Hall(host);
        using var browser = new HttpBrowser();
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, "320800197006150166"));
        var accessToken = tokens["access_token"]!;
        foreach (var maxAge in new[] { "abc", "-1", "", "1.5", "99999999999", "1&max_age=2" })
        {
            var answer = await hall.GetAsync("/api/me?max_age=" + maxAge, accessToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal("invalid_request", answer["error"]);
            Assert.Contains("error=\"invalid_request\"", answer.Challenge, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/api/me?max_age=3600", accessToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/api/me?max_age=abc", "nothing")).Status);
    }
}
