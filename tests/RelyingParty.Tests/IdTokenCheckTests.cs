using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using RelyingParty.OpenId;
using static RelyingParty.Tests.SignedInSamples;

namespace RelyingParty.Tests;

[Trait("Spec", "OpenID Connect Core §3.1.3.7")]
public sealed class IdTokenCheckTests
{
    [Fact]
    public async Task A_right_token_gives_its_claims()
    {
        var verdict = await IdTokenCheck.JudgeAsync(Token(), Expectation);

        Assert.Null(verdict.Refusal);
        Assert.Equal("p_1", verdict.Claims!.Text("sub"));
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() =>
        await RefusedAsync(Token(claims => claims["iss"] = "https://id.example.evil"));

    [Fact]
    public async Task A_token_for_another_client_is_refused() =>
        await RefusedAsync(Token(claims => claims["aud"] = "partner"));

    [Fact]
    public async Task A_token_for_two_clients_must_name_us_as_the_authorized_one()
    {
        await RefusedAsync(Token(claims => claims["aud"] = new[] { ClientId, "partner" }), "azp");
        Assert.Null((await IdTokenCheck.JudgeAsync(Token(claims =>
        {
            claims["aud"] = new[] { ClientId, "partner" };
            claims["azp"] = ClientId;
        }), Expectation)).Refusal);
    }

    [Fact]
    [Trait("Case", "CD-10")]
    [Trait("Spec", "RFC 9700 §4.5.3")]
    public async Task A_token_from_an_injected_code_is_refused_by_its_nonce()
    {
        await RefusedAsync(Token(claims => claims["nonce"] = "nonce-of-the-attacker"), "nonce");
        await RefusedAsync(Token(claims => claims.Remove("nonce")), "nonce");
    }

    [Fact]
    public async Task A_token_is_taken_until_a_minute_after_its_end_and_not_longer()
    {
        Assert.Null((await IdTokenCheck.JudgeAsync(Token(), Expectation with { Now = Now.AddMinutes(5).AddSeconds(59) })).Refusal);
        Assert.NotNull((await IdTokenCheck.JudgeAsync(Token(), Expectation with { Now = Now.AddMinutes(6) })).Refusal);
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused() =>
        await RefusedAsync(Token(key: new SymmetricSecurityKey(Key.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }));

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    public async Task An_unsigned_token_is_refused()
    {
        var parts = Token().Split('.');
        await RefusedAsync($"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.");
    }

    [Fact]
    public async Task A_token_of_an_unknown_key_says_so_that_the_keys_can_be_read_again()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var verdict = await IdTokenCheck.JudgeAsync(Token(key: new ECDsaSecurityKey(stranger) { KeyId = "k2" }), Expectation);

        Assert.Null(verdict.Claims);
        Assert.True(verdict.KeyUnknown);
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.11")]
    public async Task An_access_token_or_logout_token_does_not_pass_for_an_id_token()
    {
        await RefusedAsync(Token(type: "at+jwt"), "typ");
        await RefusedAsync(Token(type: "logout+jwt"), "typ");
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Core §3.1.3.6")]
    public async Task A_hash_of_another_access_token_is_refused()
    {
        var own = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken)).AsSpan(0, 16).ToArray());
        Assert.Null((await IdTokenCheck.JudgeAsync(Token(claims => claims["at_hash"] = own), Expectation)).Refusal);
        Assert.Equal("at_hash", (await IdTokenCheck.JudgeAsync(Token(claims => claims["at_hash"] = own), Expectation with { AccessToken = "another" })).Refusal);
    }

    [Fact]
    public async Task A_sign_in_older_than_asked_for_is_refused()
    {
        Assert.Null((await IdTokenCheck.JudgeAsync(Token(), Expectation with { MaxAge = TimeSpan.FromMinutes(10) })).Refusal);
        Assert.Equal("auth_time", (await IdTokenCheck.JudgeAsync(Token(), Expectation with { MaxAge = TimeSpan.FromMinutes(5) })).Refusal);
        Assert.Equal("auth_time", (await IdTokenCheck.JudgeAsync(Token(claims => claims.Remove("auth_time")), Expectation with { MaxAge = TimeSpan.FromHours(1) })).Refusal);
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Core §5.5.1.1")]
    public async Task An_essential_level_that_was_not_met_is_refused()
    {
        Assert.Null((await IdTokenCheck.JudgeAsync(Token(), Expectation with { EssentialAcr = "urn:jshrss:acr:registered" })).Refusal);
        Assert.Equal("acr", (await IdTokenCheck.JudgeAsync(Token(), Expectation with { EssentialAcr = "urn:jshrss:acr:realperson" })).Refusal);
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Core §12.2")]
    public async Task A_refreshed_token_may_leave_the_nonce_out_but_not_change_it()
    {
        var onRefresh = Expectation with { NonceMayBeAbsent = true };
        Assert.Null((await IdTokenCheck.JudgeAsync(Token(claims => claims.Remove("nonce")), onRefresh)).Refusal);
        Assert.Null((await IdTokenCheck.JudgeAsync(Token(), onRefresh)).Refusal);
        Assert.Equal("nonce", (await IdTokenCheck.JudgeAsync(Token(claims => claims["nonce"] = "other"), onRefresh)).Refusal);
    }

    private static async Task RefusedAsync(string token, string? because = null)
    {
        var verdict = await IdTokenCheck.JudgeAsync(token, Expectation);
        Assert.Null(verdict.Claims);
        if (because is not null)
            Assert.Equal(because, verdict.Refusal);
    }
}
