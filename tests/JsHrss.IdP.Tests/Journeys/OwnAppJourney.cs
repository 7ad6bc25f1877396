using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>The department's own app on a device: no third party, yet never answered silently, for any app of the device may ask in its name.</summary>
public sealed class OwnAppJourney : IAsyncLifetime
{
    private const string Callback = "http://localhost:5300/spa/callback";

    private IdpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await IdpHost.StartAsync(services: services => ChangedClients.Put(
        services, client => client.Id.Value == "hall-spa" ? client with { Native = true, FirstParty = true } : client));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("openid", "用户标识")]
    [InlineData("openid profile", "姓名、性别、出生日期和认证等级")]
    [Trait("Spec", "RFC 8252 §8.6")]
    public async Task Signed_in_already_the_person_is_told_that_it_is_the_departments_and_what_it_learns(string scope, string part)
    {
        using var browser = new HttpBrowser();
        using var app = new Relying(_host, "hall-spa", null, Callback, scope);
        Assert.NotNull((await browser.AsPersonAsync(app, Demo.Sun))["code"]); // signing in is the person's doing

        for (var n = 0; n < 2; n++)
        {
            var page = (await browser.GoAsync(app.AuthorizeUrl())).At("consent");
            Assert.Contains("由人社部门运营", page.Text, StringComparison.Ordinal);
            Assert.Contains("可能冒用", page.Text, StringComparison.Ordinal);
            Assert.Contains(part, page.Text, StringComparison.Ordinal);
            Assert.Contains("用户标识", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("180", page.Text, StringComparison.Ordinal);
            Assert.NotNull((await browser.SubmitAsync(page, "form[action*='consent']", ("decision", "allow")))["code"]); // and asked again the next time
        }
    }
}
