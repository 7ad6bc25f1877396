using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using RelyingParty.OpenId;
using RelyingParty.Web;

namespace RelyingParty.Tests;

public sealed class ProtocolTests
{
    [Fact]
    [Trait("Spec", "RFC 6749 §2.3.1")]
    public void Client_credentials_are_form_encoded_before_they_are_joined()
    {
        var header = BasicCredentials.For("a:b", "p q/+%");

        Assert.Equal("a%3Ab:p+q%2F%2B%25", Encoding.ASCII.GetString(Convert.FromBase64String(header.Parameter!)));
    }

    [Fact]
    [Trait("Spec", "RFC 7636 §4.3")]
    public void A_request_carries_all_that_binds_its_answer()
    {
        var url = AuthorizationUrl.Build("https://id.example/connect/authorize", "hall", "https://hall.example/signin-oidc",
            new SignInRequest { Scope = "openid unit", UnitHint = "91320100MA0000007X", MaxAge = TimeSpan.FromMinutes(5), EssentialAcr = "urn:x" }, "s", "n", "c");
        var query = QueryHelpers.ParseQuery(new Uri(url).Query);

        Assert.Equal("code", query["response_type"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("300", query["max_age"]);
        Assert.Equal("""{"id_token":{"acr":{"essential":true,"values":["urn:x"]}}}""", query["claims"]);
        Assert.Equal(["s", "n", "c"], [query["state"].ToString(), query["nonce"].ToString(), query["code_challenge"].ToString()]);
    }

    [Fact]
    public void What_was_asked_comes_back_unchanged_from_the_protected_state()
    {
        var asked = new SignInRequest { Scope = "openid", UnitHint = "13150819", Tab = "unit", Prompt = "select_account", MaxAge = TimeSpan.FromMinutes(5), EssentialAcr = "urn:x", Destination = "/api" };

        Assert.Equal(asked, SignInRequest.From(asked.ToProperties()));
    }

    [Theory]
    [InlineData("""{"access_token":"a","token_type":"bearer","expires_in":300}""", true)]
    [InlineData("""{"access_token":"a","token_type":"DPoP"}""", false)]
    [InlineData("""{"token_type":"Bearer"}""", false)]
    [InlineData("""{"access_token":["a"],"token_type":"Bearer"}""", false)]
    [InlineData("[]", false)]
    [InlineData("<html>", false)]
    [Trait("Spec", "RFC 6749 §5.1")]
    public void Only_a_bearer_answer_is_read(string json, bool usable) => Assert.Equal(usable, TokenAnswer.Read(json) is not null);

    [Fact]
    [Trait("Spec", "OpenID Connect Discovery §4.3")]
    [Trait("Case", "AZ-11")]
    public void A_discovery_document_of_another_issuer_is_refused()
    {
        var check = new DiscoveryNamesItsIssuer("https://id.example");

        Assert.True(check.Validate(new() { Issuer = "https://id.example" }).Succeeded);
        Assert.False(check.Validate(new() { Issuer = "https://id.example/" }).Succeeded);
    }

    [Theory]
    [InlineData("/s/1/services/SI-0101?filed=BJ1", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("/a\r\nb", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/../..", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_paths_of_our_own_are_returned_to(string? path, bool safe) => Assert.Equal(safe, LocalPath.IsSafe(path));
}
