using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Fuzzing;

/// <summary>What clients sign and publish, and whatever lies beside it.</summary>
public sealed class ClientJwtProperties
{
    private const string Claims = """{"iss":"hall","sub":"hall","aud":"https://id.example","jti":"x","exp":1900000000}""";

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [Trait("Case", "JW-03")]
    [Trait("Case", "JW-05")]
    public void No_neighbour_of_an_assertion_says_anything_else(string algorithm)
    {
        var key = ClientKeyPair.SharedOf(algorithm);
        var set = JwkSet.Read(ClientKeyPair.SetOf(key))!;
        var token = key.Sign(Claims);
        var signed = token[..(token.LastIndexOf('.') + 1)];
        Assert.True(set.Verifies(ClientJwt.Read(token)!));
        var mutator = new Mutator(51);
        for (var i = 0; i < 10_000; i++)
        {
            var other = mutator.Text(token);
            if (ClientJwt.Read(other) is { } jwt && set.Verifies(jwt))
                Assert.StartsWith(signed, other, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Case", "JW-07")]
    public void No_document_of_keys_is_more_than_can_be_read()
    {
        var (ec, rsa) = (ClientKeyPair.SharedOf("ES256"), ClientKeyPair.SharedOf("RS256"));
        var document = ClientKeyPair.SetOf(ec, rsa);
        var jwts = new[] { ClientJwt.Read(ec.Sign(Claims))!, ClientJwt.Read(rsa.Sign(Claims))! };
        var mutator = new Mutator(52);
        var read = 0;
        for (var i = 0; i < 10_000; i++)
        {
            if (JwkSet.Read(mutator.Text(document)) is not { } set)
                continue;
            read++;
            // Whatever the answer is: a broken key is left out, and never breaks the verification.
            foreach (var jwt in jwts)
                set.Verifies(jwt);
        }

        Assert.True(read > 100, $"only {read} of the inputs were read");
    }
}
