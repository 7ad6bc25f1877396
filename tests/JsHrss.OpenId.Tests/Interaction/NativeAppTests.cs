using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Interaction;

/// <summary>An app that can prove nothing is answered only when its person takes part.</summary>
public sealed class NativeAppTests
{
    private const string Own = "jshrss-app://callback";

    [Theory]
    [InlineData(Own)]
    [InlineData("http://127.0.0.1:50123/callback")]
    [Trait("Spec", "RFC 8252 §8.6")]
    [Trait("Spec", "RFC 6749 §10.2")]
    public async Task A_session_alone_gives_it_no_code(string uri)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("interaction_required", (await Ask(uri).With("prompt", "none").GetAsync(host.Browser)).SentTo(uri)["error"]);
        var interaction = (await Ask(uri).GetAsync(host.Browser)).InteractionAt("consent");
        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("consent"));
        await host.AnswerAsync(interaction, "consent", $"p_sample {SampleHouse.Self}");

        Assert.NotNull((await host.Browser.ResumeAsync(interaction)).SentTo(uri)["code"]);
        // Whoever asks next is asked about anew.
        Assert.NotEqual(interaction, (await Ask(uri).GetAsync(host.Browser)).InteractionAt("consent"));
    }

    [Fact]
    [Trait("Spec", "RFC 8252 §8.6")]
    public async Task Who_signs_in_during_the_request_has_taken_part()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await Ask(Own).GetAsync(host.Browser)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.SignIn();

        Assert.NotNull((await host.Browser.ResumeAsync(interaction)).SentTo(Own)["code"]);
    }

    [Fact]
    [Trait("Spec", "RFC 8252 §8.6")]
    public async Task A_claimed_address_a_web_page_and_an_app_with_a_key_are_answered_at_once()
    {
        const string Claimed = "https://app.example/claimed";
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(
            SampleClients.Native with { RedirectUris = [Claimed] },
            SampleClients.Spa with { RedirectUris = ["http://127.0.0.1:5300/callback"] },
            SampleClients.Native.WithKeys(ClientKeyPair.SharedOf("ES256")) with { Id = new ClientId("keyed-app") });
        host.SignIn();

        Assert.NotNull((await Ask(Claimed).GetAsync(host.Browser)).SentTo(Claimed)["code"]);
        Assert.NotNull((await new AuthorizeRequest().For("hall-spa", "http://127.0.0.1:5300/callback").GetAsync(host.Browser)).SentTo("http://127.0.0.1:5300/callback")["code"]);
        Assert.NotNull((await new AuthorizeRequest().For("keyed-app", Own).GetAsync(host.Browser)).SentTo(Own)["code"]);
    }

    private static AuthorizeRequest Ask(string uri) => new AuthorizeRequest().For("mobile-app", uri);
}
