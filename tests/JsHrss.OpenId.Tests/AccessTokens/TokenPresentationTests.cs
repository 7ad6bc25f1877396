using System.Net;
using System.Text;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.AccessTokens;

/// <summary>Ways of bringing a token, and what becomes of changed or revoked ones.</summary>
public sealed class TokenPresentationTests
{
    [Theory]
    [InlineData("GET", "application/x-www-form-urlencoded", "access_token={0}")]
    [InlineData("POST", "text/plain", "access_token={0}")]
    [InlineData("POST", "application/json", "{{\"access_token\":\"{0}\"}}")]
    [InlineData("POST", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"access_token\"\r\n\r\n{0}\r\n--x--\r\n")]
    [Trait("Spec", "RFC 6750 §2.2/form")]
    public async Task A_body_brings_a_token_only_as_a_posted_form(string method, string type, string body)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, body, tokens.AccessToken);
        var request = new HttpRequestMessage(new HttpMethod(method), Calls.UserInfoPath) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(text)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        Assert.InRange((int)(await host.SendAsync(request)).Status, 400, 401);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    [InlineData("nonsense")]
    [Trait("Spec", "RFC 7009 §2.1/hint")]
    public async Task A_wrong_hint_does_not_save_a_token_from_revocation(string hint)
    {
        await using var host = await ProviderHost.StartAsync();
        foreach (var name in new[] { "access_token", "refresh_token" })
        {
            var tokens = await host.SignInAsync(SampleClients.Hall);
            Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Calls.RevocationPath, SampleClients.Hall, ("token", tokens[name]!), ("token_type_hint", hint))).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 7662 §4/signature")]
    public async Task A_token_with_another_signature_is_inactive()
    {
        await using var host = await ProviderHost.StartAsync();
        var parts = (await host.SignInAsync(SampleClients.Hall)).AccessToken.Split('.');
        using var foreign = new InMemorySigningKeys();
        var again = Jwt.Signed(foreign, Jwt.Header(string.Join('.', parts)).GetRawText(), Jwt.Claims(string.Join('.', parts)).GetRawText());
        var turned = parts[2][..^2] + (parts[2][^2] == 'A' ? 'B' : 'A') + parts[2][^1];

        Assert.Equal("true", (await host.IntrospectAsync(SampleClients.Hall, string.Join('.', parts)))["active"]);
        foreach (var token in new[] { again, $"{parts[0]}.{parts[1]}.{turned}", $"{parts[0]}.{parts[1]}." })
            Assert.Equal("{\"active\":false}", (await host.IntrospectAsync(SampleClients.Hall, token)).Text);
    }

    [Fact]
    [Trait("Spec", "RFC 7636 §4.4/hidden")]
    public async Task A_code_reveals_nothing_of_the_challenge_kept_with_it()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();

        var code = (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall();

        Assert.DoesNotContain("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code, StringComparison.Ordinal);
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(code.AsSpan(5));
        var challenge = System.Buffers.Text.Base64Url.DecodeFromChars("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        Assert.Equal(-1, bytes.AsSpan().IndexOf(challenge.AsSpan(0, 8)));
    }
}
