using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Which claims a scope brings at userinfo, and in which form.</summary>
public sealed class StandardClaimsJourney(SharedIdp idp)
{
    private static readonly string[] OfProfile = ["name", "birthdate", "gender", "updated_at"];
    private static readonly string[] OfPhone = ["phone_number", "phone_number_verified"];

    [Fact]
    [Trait("Spec", "OIDC Core §5.4/groups")]
    [Trait("Spec", "OIDC Core §5.6/normal")]
    public async Task Each_scope_brings_its_own_group_and_no_other()
    {
        Assert.Empty(OfProfile.Concat(OfPhone).Intersect(await NamesAsync("openid")));
        Assert.Equal(OfProfile, OfProfile.Concat(OfPhone).Intersect(await NamesAsync("openid profile")));
        Assert.Equal(OfPhone, OfProfile.Concat(OfPhone).Intersect(await NamesAsync("openid phone")));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.1/others")]
    [Trait("Spec", "OIDC Core §5.1/phone")]
    public async Task The_standard_claims_have_their_standard_types()
    {
        var claims = await ClaimsAsync("openid profile phone");
        Assert.Equal(JsonValueKind.String, claims.GetProperty("name").ValueKind);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", claims.GetProperty("birthdate").GetString());
        Assert.Contains(claims.GetProperty("gender").GetString(), new[] { "female", "male" });
        Assert.Equal(JsonValueKind.Number, claims.GetProperty("updated_at").ValueKind);
        Assert.Matches(@"^\+[1-9][0-9]{1,14}$", claims.GetProperty("phone_number").GetString());
        Assert.Equal(JsonValueKind.True, claims.GetProperty("phone_number_verified").ValueKind);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.5")]
    public async Task A_claim_asked_for_by_name_needs_its_scope_registered_not_granted()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(idp.Host, "openid");
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun, Demo.PersonalPassword, ("claims", """{"userinfo":{"name":{"essential":true},"id_number":null},"id_token":{"phone_number":null}}""")));
        var claims = (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json;
        Assert.Equal(Demo.SunName, claims.GetProperty("name").GetString());
        Assert.False(claims.TryGetProperty("phone_number", out _));
        // Sensitive even masked: with its granted scope only.
        Assert.False(claims.TryGetProperty("id_number", out _));
        Assert.True(tokens.Claims().TryGetProperty("phone_number", out _));
        Assert.False(tokens.Claims().TryGetProperty("name", out _));

        // Registered for profile, but not for phone.
        using var other = new HttpBrowser();
        using var spa = Relying.HallSpa(idp.Host);
        tokens = await spa.RedeemAsync(await other.AsPersonAsync(spa, Demo.Sun, Demo.PersonalPassword, ("claims", """{"userinfo":{"phone_number":{"essential":true}}}""")));
        Assert.False((await spa.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json.TryGetProperty("phone_number", out _));
    }

    private async Task<IEnumerable<string>> NamesAsync(string scope) => (await ClaimsAsync(scope)).EnumerateObject().Select(member => member.Name);

    private async Task<JsonElement> ClaimsAsync(string scope)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(idp.Host, scope);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
        return (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json;
    }
}
