using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Tests.AccessTokens;

public sealed class AccessTokenVerifierTests : IDisposable
{
    private const string Header = """{"alg":"ES256","typ":"at+jwt","kid":"KID"}""";

    private readonly InMemorySigningKeys _keys = new();
    private readonly AccessTokenVerifier _verifier;

    public AccessTokenVerifierTests() => _verifier = new AccessTokenVerifier(_keys, new DetailsDesk(new DetailTypes([]), new AudienceChoice(Options.Create(new OpenIdProviderOptions())), TimeProvider.System), Options.Create(new OpenIdProviderOptions { Issuer = ProviderHost.Issuer }));

    public void Dispose() => _keys.Dispose();

    [Fact]
    [Trait("Spec", "RFC 9068 §4")]
    public void A_token_of_ours_is_read()
    {
        var token = _verifier.Read(Jwt.Signed(_keys, Header, Claims()));

        Assert.NotNull(token);
        Assert.Equal("p_1", token.Subject);
        Assert.Equal(["openid", "profile"], token.Scopes);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(2_000_000_000), token.ExpiresAt);
        Assert.NotNull(token.Grant);
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"None","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"es256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":["ES256"],"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"RS256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":null,"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Spec", "RFC 9068 §4/signature")]
    [Trait("Case", "JW-01")]
    public void Another_algorithm_is_refused(string header) => Assert.Null(_verifier.Read(Jwt.Signed(_keys, header, Claims())));

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Spec", "RFC 9068 §4/signature")]
    [Trait("Spec", "RFC 9068 §2.1/signed")]
    [Trait("Spec", "RFC 6749 §10.3/forged")]
    [Trait("Spec", "RFC 6750 §5.2/integrity")]
    [Trait("Case", "JW-01")]
    public void An_unsigned_token_is_refused()
    {
        var input = $"{Jwt.Encode("""{"alg":"none","typ":"at+jwt","kid":"x"}""")}.{Jwt.Encode(Claims())}";

        Assert.Null(_verifier.Read(input + "."));
        Assert.Null(_verifier.Read(input));
        Assert.Null(_verifier.Read(Jwt.Signed(_keys, Header, Claims()).Split('.') is [var h, var c, _] ? $"{h}.{c}." : ""));
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Case", "JW-02")]
    public void A_public_key_is_no_shared_secret()
    {
        var kid = _keys.For("ES256").Kid;
        var input = $"{Jwt.Encode($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{kid}}"}""")}.{Jwt.Encode(Claims())}";

        foreach (var secret in new[] { _keys.Jwks.ToArray(), Encoding.ASCII.GetBytes(kid) })
            Assert.Null(_verifier.Read($"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input)))}"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("' or '1'='1")]
    [InlineData("")]
    [InlineData("http://evil.example/jwks")]
    [Trait("Spec", "RFC 8725 §3.10")]
    [Trait("Case", "JW-03")]
    public void A_strange_kid_is_an_unknown_key(string kid) =>
        Assert.Null(_verifier.Read(Jwt.Signed(_keys, Header.Replace("KID", kid, StringComparison.Ordinal), Claims())));

    [Theory]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","jku":"https://evil.example/"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","jwk":{"kty":"EC"}}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","x5u":"https://evil.example/"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","b64":false}""")]
    [Trait("Spec", "RFC 7515 §4.1.11")]
    [Trait("Case", "JW-03")]
    [Trait("Case", "JW-12")]
    public void A_header_that_we_do_not_write_is_refused(string header) => Assert.Null(_verifier.Read(Jwt.Signed(_keys, header, Claims())));

    [Fact]
    [Trait("Spec", "RFC 8725 §3.10")]
    [Trait("Spec", "RFC 9068 §4/signature")]
    [Trait("Spec", "RFC 6749 §10.3/forged")]
    [Trait("Case", "JW-03")]
    [Trait("Case", "JW-19")]
    public void A_foreign_key_with_our_kid_is_refused()
    {
        using var foreign = new InMemorySigningKeys();
        var token = Jwt.Signed(foreign, Header.Replace("KID", _keys.For("ES256").Kid, StringComparison.Ordinal), Claims());

        Assert.Null(_verifier.Read(token));
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.12")]
    [Trait("Spec", "RFC 9068 §4/iss")]
    [Trait("Case", "JW-19")]
    public void Our_key_under_another_issuer_is_refused() =>
        Assert.Null(_verifier.Read(Jwt.Signed(_keys, Header, Claims().Replace(ProviderHost.Issuer, "https://test.example", StringComparison.Ordinal))));

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("logout+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("")]
    [Trait("Spec", "RFC 8725 §3.11")]
    [Trait("Spec", "RFC 9068 §4/typ")]
    [Trait("Case", "RT-14")]
    public void Another_type_is_refused(string type) =>
        Assert.Null(_verifier.Read(Jwt.Signed(_keys, Header.Replace("at+jwt", type, StringComparison.Ordinal), Claims())));

    [Fact]
    [Trait("Spec", "RFC 7516 §7.1")]
    [Trait("Case", "JW-04")]
    [Trait("Case", "JW-06")]
    public void An_encrypted_token_is_refused_at_its_form()
    {
        foreach (var header in new[] { """{"alg":"PBES2-HS512+A256KW","p2c":2147483647,"enc":"A256GCM"}""", """{"alg":"dir","enc":"A256GCM","zip":"DEF"}""", """{"alg":"ECDH-ES","enc":"A256GCM","cty":"JWT"}""" })
        {
            Assert.Null(_verifier.Read($"{Jwt.Encode(header)}.AAAA.AAAA.AAAA.AAAA"));
            Assert.Null(_verifier.Read($"{Jwt.Encode(header)}..AAAA.AAAA.AAAA"));
            Assert.Null(_verifier.Read($"{Jwt.Encode(header)}.AAAA.AAAA"));
        }
    }

    [Theory]
    [InlineData('.', 1_000_000)]
    [InlineData('a', 1_000_000)]
    [InlineData('.', 10_000)]
    [InlineData('.', 2)]
    [InlineData('.', 1)]
    [InlineData('a', 0)]
    [Trait("Spec", "RFC 8725 §3.2")]
    [Trait("Case", "JW-05")]
    public void Length_and_segments_are_judged_before_anything_is_split(char of, int count) => Assert.Null(_verifier.Read(new string(of, count)));

    [Theory]
    [InlineData("\"exp\":2000000000", "\"exp\":\"2000000000\"")]
    [InlineData("\"exp\":2000000000", "\"exp\":2000000000.5")]
    [InlineData("\"exp\":2000000000", "\"exp\":1e400")]
    [InlineData("\"exp\":2000000000", "\"exp\":99999999999999999")]
    [InlineData("\"exp\":2000000000", "\"exp\":-1")]
    [InlineData("\"exp\":2000000000", "\"exp\":null")]
    [InlineData("\"exp\":2000000000", "\"exp\":2000000000,\"exp\":2100000000")]
    [InlineData("\"sub\":\"p_1\"", "\"sub\":\"p_1\",\"sub\":\"p_2\"")]
    [InlineData("\"sub\":\"p_1\"", "\"sub\":1")]
    [InlineData("\"sub\":\"p_1\"", "\"sub\":\"\\ud800\"")]
    [InlineData("\"aud\":", "\"aud\":[],\"x\":")]
    [InlineData("g_AAAAAAAAAAAAAAAAAAAAAA", "g_AAAA")]
    [InlineData("\"g_AAAAAAAAAAAAAAAAAAAAAA\"", "7")]
    [Trait("Spec", "RFC 8725 §3.4")]
    [Trait("Case", "JW-07")]
    public void Even_under_our_signature_strange_claims_are_refused(string was, string becomes)
    {
        Assert.Contains(was, Claims(), StringComparison.Ordinal);
        Assert.Null(_verifier.Read(Jwt.Signed(_keys, Header, Claims().Replace(was, becomes, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("\u0000")]
    [Trait("Spec", "RFC 7519 §7.2")]
    [Trait("Case", "JW-07")]
    public void Claims_that_are_no_object_are_refused(string claims) => Assert.Null(_verifier.Read(Jwt.Signed(_keys, Header, claims)));

    [Fact]
    [Trait("Spec", "RFC 8725 §3.4")]
    [Trait("Case", "HT-05")]
    public void Deep_claims_are_refused() =>
        Assert.Null(_verifier.Read(Jwt.Signed(_keys, Header, $"{{\"a\":{new string('[', 1000)}{new string(']', 1000)}}}")));

    [Fact]
    [Trait("Spec", "RFC 7515 §2")]
    [Trait("Case", "CD-12")]
    public void Another_spelling_of_the_same_token_is_another_token()
    {
        var token = Jwt.Signed(_keys, Header, Claims());

        foreach (var other in new[] { token + "=", token + "==", token + " ", " " + token, token + "\n", token.Replace('-', '+'), token.ToUpperInvariant(), token + "." })
            Assert.True(other == token || _verifier.Read(other) is null);
        // The last of 86 characters carries two unused bits.
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        Assert.Null(_verifier.Read(token[..^1] + alphabet[alphabet.IndexOf(token[^1], StringComparison.Ordinal) ^ 1]));
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.2")]
    [Trait("Spec", "RFC 6749 §10.3/forged")]
    [Trait("Spec", "RFC 6750 §5.2/integrity")]
    [Trait("Case", "JW-05")]
    [Trait("Case", "RG-7")]
    public void Random_changes_of_a_token_are_refused_without_an_exception()
    {
        var token = Jwt.Signed(_keys, Header, Claims());
        var random = new Random(20261121);
        for (var i = 0; i < 2_000; i++)
        {
            var changed = token.ToCharArray();
            for (var j = 0; j <= random.Next(4); j++)
                changed[random.Next(changed.Length)] = (char)random.Next(0, random.Next(2) == 0 ? 128 : 65536);
            var text = new string(changed);
            Assert.True(text == token || _verifier.Read(text) is null);
        }
    }

    [Fact]
    [Trait("Spec", "RFC 6750 §3.1")]
    [Trait("Case", "JW-05")]
    public async Task A_token_beyond_every_bound_is_answered_with_an_error_and_nothing_worse()
    {
        await using var host = await ProviderHost.StartAsync();

        Assert.InRange((int)(await host.UserInfoAsync(new string('.', 20_000))).Status, 400, 431);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(new string('.', 10_000))).Status);
    }

    private static string Claims() =>
        $$"""{"iss":"{{ProviderHost.Issuer}}","sub":"p_1","aud":"{{ProviderHost.Issuer}}","exp":2000000000,"iat":1999999700,"jti":"j","client_id":"hall","scope":"openid profile","grant_id":"g_AAAAAAAAAAAAAAAAAAAAAA"}""";
}
