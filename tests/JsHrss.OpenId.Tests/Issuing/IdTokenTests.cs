using System.Text.Json;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Issuing;

public sealed class IdTokenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hall")]
    [InlineData("partner")]
    [Trait("Spec", "OIDC Core §2/sub")]
    public async Task Its_subject_is_ascii_and_no_longer_than_255(string id)
    {
        await using var host = await ProviderHost.StartAsync();

        var sub = (await host.SignInAsync(SampleClients.All.Single(client => client.Id.Value == id))).Claims("id_token").GetProperty("sub").GetString()!;

        Assert.InRange(sub.Length, 1, 255);
        Assert.All(sub, sign => Assert.InRange(sign, '!', '~'));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §2/signed")]
    [Trait("Spec", "OIDC Core §2/no-embedded-key")]
    [Trait("Spec", "OIDC Core §10.1/alg")]
    [Trait("Spec", "OIDC Core §10.1/published")]
    public async Task Its_header_names_an_announced_algorithm_and_a_published_key_and_carries_none()
    {
        await using var host = await ProviderHost.StartAsync();
        var token = (await host.SignInAsync(SampleClients.Hall))["id_token"]!;
        using var keys = JsonDocument.Parse(await host.Browser.GetStringAsync("/connect/jwks", Ct));
        using var metadata = JsonDocument.Parse(await host.Browser.GetStringAsync("/.well-known/openid-configuration", Ct));

        var header = Jwt.Header(token);

        Assert.Equal(["alg", "kid", "typ"], header.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Contains(header.GetProperty("kid").GetString(), keys.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()));
        Assert.Contains(header.GetProperty("alg").GetString(), metadata.RootElement.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Select(one => one.GetString()));
        Assert.NotEqual("none", header.GetProperty("alg").GetString(), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Spec", "OIDC Discovery §4.3/issuer")]
    [Trait("Spec", "RFC 9207 §2/value")]
    [Trait("Spec", "OIDC Core §16.15/issuer")]
    [Trait("Spec", "RFC 9207 §3/announced")]
    public async Task Its_issuer_is_the_one_of_the_metadata_and_of_the_authorization_response()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        using var metadata = JsonDocument.Parse(await host.Browser.GetStringAsync("/.well-known/openid-configuration", Ct));
        var announced = metadata.RootElement.GetProperty("issuer").GetString();

        var iss = (await new AuthorizeRequest().GetAsync(host.Browser)).SentTo("https://hall.example/signin-oidc")["iss"];

        Assert.True(metadata.RootElement.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        Assert.Equal(announced, iss);
        Assert.Equal(announced, (await host.SignInAsync(SampleClients.Hall)).Claims("id_token").GetProperty("iss").GetString());
        Assert.StartsWith("https://", iss, StringComparison.Ordinal);
        Assert.DoesNotContain('?', iss!);
        Assert.DoesNotContain('#', iss!);
    }
}
