using System.Buffers.Text;
using System.Text.Json.Nodes;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.ClientKeys;

public sealed class JwkSetTests
{
    private const string Claims = """{"sub":"x"}""";

    public static TheoryData<string, string> Unusable => new()
    {
        { "EC", """{"d":"AAAA"}""" },
        { "EC", """{"k":"AAAA"}""" },
        { "RSA", """{"d":"AAAA"}""" },
        { "RSA", """{"p":"AAAA"}""" },
        { "RSA", """{"qi":""}""" },
        { "RSA", """{"oth":[]}""" },
        { "EC", """{"use":"enc"}""" },
        { "EC", """{"use":["sig"]}""" },
        { "EC", """{"key_ops":["sign"]}""" },
        { "EC", """{"key_ops":[]}""" },
        { "EC", """{"key_ops":"verify"}""" },
        { "EC", """{"alg":"ES384"}""" },
        { "EC", """{"alg":"RS256"}""" },
        { "EC", """{"alg":["ES256"]}""" },
        { "RSA", """{"alg":"ES256"}""" },
        { "RSA", """{"alg":"RS512"}""" },
        { "RSA", """{"alg":"none"}""" },
        { "EC", """{"kid":7}""" },
        { "EC", """{"kid":""}""" },
        { "EC", """{"kty":"oct"}""" },
        { "EC", """{"kty":"OKP"}""" },
        { "EC", """{"kty":"ec"}""" },
        { "EC", """{"kty":["EC"]}""" },
        { "EC", """{"crv":"P-384"}""" },
        { "EC", """{"crv":"p-256"}""" },
        { "EC", """{"x":""}""" },
        { "EC", """{"x":"AAAA"}""" },
        { "EC", """{"y":7}""" },
        { "EC", """{"x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""" },
        { "RSA", """{"n":"AAAA"}""" },
        { "RSA", """{"n":null}""" },
        { "RSA", """{"e":"AQ"}""" },
        { "RSA", """{"e":"Aw"}""" },
        { "RSA", """{"e":"AQAC"}""" },
        { "RSA", """{"e":"AQABAQABAQAB"}""" },
        { "RSA", """{"e":"AQAB="}""" },
        { "RSA", """{"e":""}""" },
    };

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [InlineData("RS256")]
    [Trait("Spec", "RFC 7517 §4")]
    public void A_public_key_verifies_what_its_owner_signed(string algorithm)
    {
        var key = ClientKeyPair.SharedOf(algorithm);

        Assert.True(Read(key.Jwk).Verifies(Signed(key)));
        Assert.False(Read(ClientKeyPair.Create(algorithm).Jwk).Verifies(Signed(key)));
        Assert.Empty(Read(key.Jwk).LeftOut);
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    [Trait("Spec", "RFC 7517 §5")]
    public void A_key_that_is_not_public_not_strong_or_not_for_this_verifies_nothing(string type, string changed)
    {
        var key = ClientKeyPair.SharedOf(type == "EC" ? "ES256" : "RS256");
        var jwk = key.Jwk;
        foreach (var (name, value) in JsonNode.Parse(changed)!.AsObject())
            jwk[name] = value?.DeepClone();

        Assert.False(Read(jwk).Verifies(Signed(key)));
        var beside = JwkSet.Read(ClientKeyPair.SetOf(jwk, key.Jwk))!;
        Assert.True(beside.Verifies(Signed(key)));
        Assert.StartsWith("key 1 ", Assert.Single(beside.LeftOut), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"use":"sig"}""")]
    [InlineData("""{"key_ops":["sign","verify"]}""")]
    [InlineData("""{"alg":"ES256"}""")]
    [InlineData("""{"x5c":["MIIB"],"x5t":"x","future":{"a":1}}""")]
    [Trait("Spec", "RFC 7517 §4.2")]
    public void Members_that_allow_it_or_are_unknown_do_no_harm(string changed)
    {
        var key = ClientKeyPair.Create();
        var jwk = key.Jwk;
        foreach (var (name, value) in JsonNode.Parse(changed)!.AsObject())
            jwk[name] = value?.DeepClone();

        Assert.True(Read(jwk).Verifies(Signed(key)));
    }

    [Fact]
    [Trait("Spec", "RFC 7517 §4.4")]
    public void A_key_named_for_one_algorithm_serves_no_other()
    {
        var key = ClientKeyPair.SharedOf("PS256");
        var jwk = key.Jwk;
        jwk["alg"] = "RS256";

        Assert.False(Read(jwk).Verifies(Signed(key)));
    }

    [Theory]
    [InlineData(1024, false)]
    [InlineData(2047, false)]
    [InlineData(2048, true)]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    [Trait("Spec", "RFC 7518 §3.3")]
    public void A_modulus_has_its_bounds(int bits, bool used)
    {
        // Any odd number of that length will do: whether it has factors is its owner's affair.
        var modulus = new byte[(bits + 7) / 8];
        modulus[0] = (byte)(1 << ((bits - 1) % 8));
        modulus[^1] = 1;
        var jwk = new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(modulus), ["e"] = "AQAB" };

        Assert.Equal(used, Read(jwk).LeftOut.IsEmpty);

        modulus[^1] = 2;
        jwk["n"] = Base64Url.EncodeToString(modulus);
        Assert.Single(Read(jwk).LeftOut);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[]""")]
    [InlineData("""{"keys":[],}""")]
    [InlineData("""{"keys":[]} x""")]
    [InlineData("""<html>""")]
    [InlineData("""{"keys":[{"kid":"a","kid":"b"}]}""")]
    [InlineData("""{"keys":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}""")]
    [Trait("Spec", "RFC 7517 §5")]
    [Trait("Case", "JW-07")]
    public void What_is_no_set_is_none(string document) => Assert.Null(JwkSet.Read(document));

    [Fact]
    [Trait("Case", "JW-14")]
    public void More_keys_than_any_client_needs_are_no_set()
    {
        var keys = Enumerable.Range(0, 33).Select(JsonNode? (_) => new JsonObject { ["kty"] = "EC" }).ToArray();

        Assert.NotNull(JwkSet.Read(ClientKeyPair.SetOf(keys[..32])));
        Assert.Null(JwkSet.Read(ClientKeyPair.SetOf(keys)));
    }

    [Fact]
    [Trait("Spec", "RFC 7517 §4.5")]
    public void A_named_key_is_the_only_one_asked_and_without_a_name_four_are()
    {
        var keys = Enumerable.Range(0, 6).Select(n => ClientKeyPair.Create(kid: $"k{n}")).ToArray();
        var set = JwkSet.Read(ClientKeyPair.SetOf(keys))!;

        Assert.All(keys, key => Assert.True(set.Verifies(Signed(key))));
        Assert.False(set.Verifies(ClientJwt.Read(keys[0].Sign(Claims, header => header["kid"] = "k1"))!));
        Assert.Equal([true, true, true, true, false, false], keys.Select(key => set.Verifies(ClientJwt.Read(key.Sign(Claims, header => header.Remove("kid")))!)));
    }

    [Fact]
    [Trait("Spec", "RFC 7517 §4.5")]
    public void Keys_of_different_kinds_may_share_a_name()
    {
        var (ec, rsa) = (ClientKeyPair.Create(), ClientKeyPair.SharedOf("RS256"));
        var set = JwkSet.Read(ClientKeyPair.SetOf(ec, rsa))!;

        Assert.True(set.Verifies(Signed(ec)));
        Assert.True(set.Verifies(Signed(rsa)));
    }

    [Fact]
    public async Task One_key_serves_many_at_once()
    {
        var key = ClientKeyPair.SharedOf("PS256");
        var set = Read(key.Jwk);
        var jwt = Signed(key);

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => set.Verifies(jwt)))), Assert.True);
    }

    private static JwkSet Read(JsonObject jwk) => JwkSet.Read(ClientKeyPair.SetOf(jwk))!;

    private static ClientJwt Signed(ClientKeyPair key) => ClientJwt.Read(key.Sign(Claims))!;
}
