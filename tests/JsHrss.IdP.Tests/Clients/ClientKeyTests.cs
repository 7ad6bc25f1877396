using System.Text.Json.Nodes;
using JsHrss.OpenId.ClientKeys;

namespace JsHrss.IdP.Tests.Clients;

/// <summary>Public keys of clients by value (RFC 7517, RFC 7518 §6).</summary>
public sealed class ClientKeyTests
{
    public static TheoryData<string, string, string> Breaches => new()
    {
        { "d", "\"AAAA\"", "private member" },
        { "k", "\"AAAA\"", "private member" },
        { "kty", "\"oct\"", "kty" },
        { "kty", "\"OKP\"", "kty" },
        { "kty", "", "kty" },
        { "crv", "\"P-384\"", "P-256" },
        { "x", "\"AAAA\"", "32 octets" },
        { "x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", "no point" },
        { "y", "\"not base64url\"", "32 octets" },
        { "y", "", "32 octets" },
        { "alg", "\"RS256\"", "ES256" },
        { "alg", "7", "ES256" },
        { "use", "\"enc\"", "(use)" },
        { "use", "null", "(use)" },
        { "key_ops", "[\"sign\"]", "key_ops" },
        { "key_ops", "\"verify\"", "key_ops" },
        { "kid", "\"\"", "kid" },
        { "kid", "7", "kid" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    [Trait("Spec", "RFC 7517 §4")]
    public void A_wrong_key_is_refused(string member, string value, string words)
    {
        var key = Declaring.Jwk(Declaring.EcKey);
        if (value.Length > 0)
            key[member] = JsonNode.Parse(value);
        else
            key.Remove(member);
        Assert.Contains(Faults(key), fault => fault.Contains(": jwks: ", StringComparison.Ordinal) && fault.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_may_say_what_it_is_for_and_more()
    {
        var key = Declaring.Jwk(Declaring.EcKey);
        (key["alg"], key["use"], key["key_ops"], key["x-ours"]) = ("ES256", "sig", new JsonArray("verify"), "anything");
        Assert.Empty(Faults(key));
    }

    [Fact]
    public void A_private_key_is_never_repeated_in_the_message()
    {
        var key = Declaring.Jwk(Declaring.EcKey);
        key["d"] = "S3cretS3cretS3cret";
        Assert.DoesNotContain("S3cret", string.Join('\n', Faults(key)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, false)]
    [InlineData(2048, true)]
    [Trait("Spec", "RFC 7518 §3.3")]
    public void An_rsa_key_has_at_least_2048_bits(int bits, bool right) =>
        Assert.Equal(right, Faults(Declaring.Jwk(Declaring.NewRsaKey(bits)), "PS256").Count == 0);

    [Theory]
    [InlineData("n", "AQAB")]
    [InlineData("e", "AQ")]
    [InlineData("e", "AQAC")]
    [InlineData("n", "AA")]
    [InlineData("n", "not base64url")]
    [InlineData("e", "Aw")]
    public void A_weak_or_misspelt_rsa_key_is_refused(string member, string value)
    {
        var key = Declaring.Jwk(Declaring.RsaKey);
        key[member] = value;
        Assert.Contains(Faults(key, "RS256"), fault => fault.Contains(": jwks: key 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_rsa_key_for_one_algorithm_serves_no_other()
    {
        var key = Declaring.Jwk(Declaring.RsaKey);
        key["alg"] = "PS256";
        Assert.Empty(Faults(key, "PS256"));
        Assert.Contains(Faults(key, "RS256"), fault => fault.Contains("no key of jwks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("k1", "k2", true)]
    [InlineData("k1", "k1", false)]
    [Trait("Spec", "RFC 7517 §4.5")]
    public void Several_keys_have_names_of_their_own(string first, string second, bool right)
    {
        var client = Declaring.Keyed();
        client["jwks"] = Declaring.Set(Declaring.Jwk(Declaring.EcKey, first), Declaring.Jwk(Declaring.RsaKey, second));
        Assert.Equal(right, Declaring.FaultsOf(client).Count == 0);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[7]}""")]
    [InlineData("""{"keys":[null]}""")]
    [InlineData("[]")]
    [InlineData("\"keys\"")]
    [Trait("Spec", "RFC 7517 §5")]
    public void What_is_no_set_of_keys_is_refused(string jwks)
    {
        var client = Declaring.Keyed();
        client["jwks"] = JsonNode.Parse(jwks);
        Assert.Contains(Declaring.FaultsOf(client), fault => fault.Contains(": jwks: ", StringComparison.Ordinal));
    }

    [Fact]
    public void At_most_thirty_two_keys()
    {
        var client = Declaring.Keyed();
        client["jwks"] = Declaring.Set([.. Enumerable.Range(0, JwkSetReport.MostKeys).Select(n => Declaring.Jwk(Declaring.EcKey, $"k{n}"))]);
        Assert.Empty(Declaring.FaultsOf(client));
        client["jwks"]!["keys"]!.AsArray().Add(Declaring.Jwk(Declaring.EcKey, "one-more"));
        Assert.NotEmpty(Declaring.FaultsOf(client));
    }

    private static IReadOnlyCollection<string> Faults(JsonObject key, string algorithm = "ES256")
    {
        var client = Declaring.Keyed();
        client["jwks"] = Declaring.Set(key);
        (client["token_endpoint_auth_signing_alg"], client["request_object_signing_alg"]) = (algorithm, algorithm);
        return Declaring.FaultsOf(client);
    }
}
