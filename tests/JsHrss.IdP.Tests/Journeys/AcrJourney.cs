using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A client asks for more certainty than the account has.</summary>
public sealed class AcrJourney : IAsyncLifetime
{
    private IdpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await IdpHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("urn:jshrss:acr:realperson", "13000000006")]
    [InlineData("urn:jshrss:acr:realperson-live", "13000000001")]
    [Trait("Spec", "OpenID Connect Core Unmet Authentication Requirements §1")]
    public async Task What_no_sign_in_can_prove_is_told_to_the_client_and_never_asked_of_the_person_again_and_again(string acr, string account)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var claims = $"{{\"id_token\":{{\"acr\":{{\"essential\":true,\"value\":\"{acr}\"}}}}}}";

        var back = await browser.AsPersonAsync(hall, account, more: ("claims", claims));

        Assert.Equal("unmet_authentication_requirements", back["error"]);
        Assert.Equal("st-1", back["state"]);
    }

    [Fact]
    public async Task A_mere_wish_for_more_is_served_with_what_there_is()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, "13000000006", more: ("acr_values", "urn:jshrss:acr:realperson-live")));
        Assert.Equal("urn:jshrss:acr:realname", tokens.Claims().GetProperty("acr").GetString());
    }
}
