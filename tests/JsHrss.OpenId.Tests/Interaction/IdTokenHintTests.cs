using System.Buffers.Text;
using System.Text;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Interaction;

public sealed class IdTokenHintTests
{
    private const string Right = """{"iss":"https://id.example","aud":"hall","sub":"p_sample","exp":1}""";

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task A_hint_to_the_signed_in_person_changes_nothing_expired_or_not()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await HintedAsync(host, Token(host.Keys, Right))).CodeAtHall();
        (await HintedAsync(host, Token(host.Keys, Right.Replace("\"hall\"", "[\"x\",\"hall\"]", StringComparison.Ordinal)))).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1/hint")]
    [Trait("Spec", "OIDC Core §3.1.2.2/sub")]
    public async Task A_hint_to_another_person_answers_login_required_or_asks_for_that_person()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn("p_other");
        Assert.Equal("login_required", (await HintedAsync(host, Token(host.Keys, Right))).ErrorAtHall());
        var interaction = (await new AuthorizeRequest().With("id_token_hint", Token(host.Keys, Right)).GetAsync(host.Browser)).InteractionAt("sign-in");

        host.SignIn("p_third");
        (await host.Browser.ResumeAsync(interaction)).InteractionAt("sign-in");
        host.SignIn();
        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.2/hint-issuer")]
    [Trait("Case", "JW-17")]
    public async Task A_hint_signed_by_a_foreign_key_counts_as_absent()
    {
        await using var host = await ProviderHost.StartAsync();
        using var foreign = new InMemorySigningKeys();
        host.SignIn("p_other");
        (await HintedAsync(host, Token(foreign, Right))).CodeAtHall();
        (await HintedAsync(host, Token(foreign, Right, kid: host.Keys.For("ES256").Kid))).CodeAtHall();
    }

    [Theory]
    [InlineData("""{"iss":"https://evil.example","aud":"hall","sub":"p_sample"}""")]
    [InlineData("""{"iss":"https://id.example","aud":"partner","sub":"p_sample"}""")]
    [InlineData("""{"iss":"https://id.example","aud":["partner"],"sub":"p_sample"}""")]
    [InlineData("""{"iss":"https://id.example","aud":"hall"}""")]
    [InlineData("""{"iss":"https://id.example","aud":"hall","sub":5}""")]
    [InlineData("""[]""")]
    [InlineData("""{"iss":"https://id.example","iss":"https://id.example","aud":"hall","sub":"p_sample"}""")]
    [Trait("Spec", "OIDC Core §3.1.2.2/hint-issuer")]
    [Trait("Case", "JW-17")]
    public async Task A_hint_that_is_not_our_ID_token_for_this_client_counts_as_absent(string payload)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn("p_other");
        (await HintedAsync(host, Token(host.Keys, payload))).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.11")]
    [Trait("Spec", "RFC 9068 §5/confusion")]
    public async Task An_access_token_is_no_hint()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn("p_other");
        (await HintedAsync(host, Token(host.Keys, Right, type: "at+jwt"))).CodeAtHall();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("a.b.c.d.e")]
    [Trait("Case", "JW-01")]
    [Trait("Case", "JW-05")]
    public async Task Nonsense_counts_as_absent(string hint)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await HintedAsync(host, hint)).CodeAtHall();
        (await HintedAsync(host, new string('.', 4000))).CodeAtHall();
    }

    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData(" ")]
    [Trait("Spec", "RFC 7515 §2")]
    [Trait("Case", "JW-17")]
    public async Task Another_spelling_of_a_hint_counts_as_absent(string more)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn("p_other");
        var hint = Token(host.Keys, Right);
        Assert.Equal("login_required", (await HintedAsync(host, hint)).ErrorAtHall());
        (await HintedAsync(host, hint + more)).CodeAtHall();
    }

    private static Task<HttpResponseMessage> HintedAsync(ProviderHost host, string hint) =>
        new AuthorizeRequest().With("prompt", "none").With("id_token_hint", hint).GetAsync(host.Browser);

    private static string Token(InMemorySigningKeys keys, string payload, string? kid = null, string type = "JWT")
    {
        var signer = keys.For("ES256");
        var head = $$"""{"alg":"ES256","typ":"{{type}}","kid":"{{kid ?? signer.Kid}}"}""";
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        var signature = new byte[64];
        Assert.Equal(64, signer.Sign(Encoding.ASCII.GetBytes(input), signature));
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }
}
