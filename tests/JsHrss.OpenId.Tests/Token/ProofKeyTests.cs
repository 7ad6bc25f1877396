using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Token;

namespace JsHrss.OpenId.Tests.Token;

public sealed class ProofKeyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    [Trait("Spec", "RFC 7636 §4.2/s256")]
    [Trait("Spec", "RFC 7636 §4.6/checked")]
    [Trait("Case", "CD-01")]
    [Trait("Case", "CD-10")]
    public async Task A_missing_or_foreign_verifier_is_refused_with_invalid_grant(string? verifier)
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Spa);

        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Spa, code.With("code_verifier", verifier))).Error);
        Assert.Equal(HttpStatusCode.OK, (await host.TokenAsync(SampleClients.Spa, code.Form)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 9700 §4.8.2")]
    [Trait("Case", "CD-02")]
    public async Task A_code_without_challenge_cannot_be_redeemed_at_all()
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        var (handle, text) = Handle.Mint(Keepsake.AuthorizationCode, host.Clock.Now);
        var payload = new CodePayload(code.RedirectUri, true, "", null).ToBytes();
        await host.Ledger.ApplyAsync(Change.List(new Change.Keep(handle, SampleClients.Hall.Id, code.Grant.Id, payload, host.Clock.Now.AddSeconds(60))), TestContext.Current.CancellationToken);

        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.With("code", text))).Error);
    }

    [Theory]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [Trait("Spec", "RFC 7636 §4.1/form")]
    [Trait("Case", "CD-03")]
    public void A_verifier_has_43_to_128_characters(int length, bool accepted)
    {
        var verifier = new string('a', length);

        Assert.Equal(accepted, ProofKey.Breach(ChallengeOf(verifier), verifier) is null);
    }

    [Theory]
    [InlineData("!")]
    [InlineData(" ")]
    [InlineData("\u0130")]
    [InlineData("=")]
    [Trait("Spec", "RFC 7636 §4.1/form")]
    [Trait("Case", "CD-03")]
    public void A_verifier_has_unreserved_characters_only(string other)
    {
        var verifier = new string('a', 50) + other;

        Assert.NotNull(ProofKey.Breach(ChallengeOf(verifier), verifier));
    }

    [Fact]
    [Trait("Spec", "RFC 7636 §4.2/s256")]
    [Trait("Spec", "RFC 7636 appendix B/example")]
    public void The_example_of_the_specification_holds() =>
        Assert.Null(ProofKey.Breach("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    [Fact]
    [Trait("Spec", "RFC 7636 §4.6/checked")]
    [Trait("Case", "CD-03")]
    public void The_challenge_itself_is_no_verifier()
    {
        const string challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

        Assert.NotNull(ProofKey.Breach(challenge, challenge));
    }

    private static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));
}
