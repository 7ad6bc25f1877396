using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Tests.Fuzzing;

public sealed class TokenProperties : IDisposable
{
    private const string Header = """{"alg":"ES256","typ":"at+jwt","kid":"KID"}""";
    private const string Claims = $$"""{"iss":"{{ProviderHost.Issuer}}","sub":"p_1","client_id":"hall","aud":"{{ProviderHost.Issuer}}","jti":"x","iat":1900000000,"exp":2000000000,"scope":"openid"}""";

    private readonly InMemorySigningKeys _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    [Trait("Case", "JW-03")]
    [Trait("Case", "JW-05")]
    [Trait("Case", "CD-12")]
    public void No_neighbour_of_a_token_is_a_token()
    {
        var verifier = new AccessTokenVerifier(_keys, new DetailsDesk(new DetailTypes([]), new AudienceChoice(Options.Create(new OpenIdProviderOptions())), TimeProvider.System), Options.Create(new OpenIdProviderOptions { Issuer = ProviderHost.Issuer }));
        var token = Jwt.Signed(_keys, Header, Claims);
        var signed = token[..token.LastIndexOf('.')];
        Assert.NotNull(verifier.Read(token));
        var mutator = new Mutator(41);
        for (var i = 0; i < 20_000; i++)
        {
            var other = mutator.Text(token);
            // Of the signature there are two valid ones, and no spelling of either but one; what is signed must be the same.
            if (verifier.Read(other) is not null)
                Assert.StartsWith(signed + ".", other, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Case", "JW-05")]
    public void Whatever_can_be_read_as_a_token_is_written_in_one_way_only()
    {
        var mutator = new Mutator(42);
        var token = Jwt.Signed(_keys, Header, Claims);
        var read = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var other = mutator.Text(token);
            if (CompactJws.Read(other) is not { } jws)
                continue;
            read++;
            Assert.Equal(other.LastIndexOf('.'), jws.SigningInputLength);
            Assert.Equal(2, other.Count(sign => sign == '.'));
            var parts = other.Split('.');
            Assert.Equal(parts[1], System.Buffers.Text.Base64Url.EncodeToString(jws.Claims.Span));
            Assert.Equal(parts[2], System.Buffers.Text.Base64Url.EncodeToString(jws.Signature.Span));
        }

        Assert.True(read > 100, $"only {read} of the inputs were read");
    }

    [Theory]
    [InlineData(Keepsake.AuthorizationCode)]
    [InlineData(Keepsake.RefreshToken)]
    [InlineData(Keepsake.PushedRequest)]
    [Trait("Case", "CD-12")]
    [Trait("Case", "CD-11")]
    public void No_neighbour_of_a_handle_names_the_same_thing(Keepsake kind)
    {
        var mutator = new Mutator(43 + (int)kind);
        var (handle, text) = Handle.From(kind, new Guid("01990000-0000-7000-8000-000000000001"), SHA256.HashData(Encoding.ASCII.GetBytes(kind.ToString())));
        for (var i = 0; i < 40_000; i++)
        {
            var other = mutator.Text(text);
            if (other == text || Handle.Read(kind, other) is not { } read)
                continue;
            Assert.False(read.Key == handle.Key && read.Proves(handle.SecretDigest.Span), other);
        }

        foreach (var foreign in Enum.GetValues<Keepsake>().Where(each => each != kind))
            Assert.Null(Handle.Read(foreign, text));
    }
}
