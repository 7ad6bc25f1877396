using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using RelyingParty.OpenId;
using static RelyingParty.Tests.SignedInSamples;

namespace RelyingParty.Tests;

[Trait("Spec", "OpenID Connect Back-Channel Logout §2.6")]
[Trait("Case", "RT-19")]
public sealed class LogoutTokenCheckTests
{
    [Fact]
    public async Task A_right_token_says_which_session_is_over()
    {
        var verdict = await LogoutTokenCheck.JudgeAsync(LogoutToken(), Expected());

        Assert.Null(verdict.Refusal);
        Assert.Equal(("s_1", "p_1", "j-1"), (verdict.Word!.SessionId, verdict.Word.Subject, verdict.Word.TokenId));
    }

    [Fact]
    public async Task Session_or_subject_alone_is_enough_and_none_of_both_is_not()
    {
        Assert.Equal("s_1", (await JudgeAsync(claims => claims.Remove("sub"))).Word!.SessionId);
        Assert.Equal("p_1", (await JudgeAsync(claims => claims.Remove("sid"))).Word!.Subject);
        Assert.Equal("sub, sid", (await JudgeAsync(claims => { claims.Remove("sub"); claims.Remove("sid"); })).Refusal);
        Assert.Equal("sid", (await JudgeAsync(claims => claims["sid"] = 7)).Refusal);
        Assert.Equal("sub", (await JudgeAsync(claims => claims["sub"] = "")).Refusal);
    }

    [Fact]
    public async Task Another_issuer_another_audience_and_another_type_are_refused()
    {
        Assert.Null((await JudgeAsync(claims => claims["iss"] = "https://id.example.evil")).Word);
        Assert.Null((await JudgeAsync(claims => claims["aud"] = "partner")).Word);
        foreach (var type in new[] { "JWT", "at+jwt", "secevent+jwt" })
            Assert.Null((await LogoutTokenCheck.JudgeAsync(LogoutToken(type: type), Expected())).Word);
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.11")]
    public async Task An_id_token_ends_no_session()
    {
        Assert.Null((await LogoutTokenCheck.JudgeAsync(Token(), Expected())).Word);
        Assert.Equal("nonce", (await JudgeAsync(claims => claims["nonce"] = Nonce)).Refusal);
    }

    [Fact]
    public async Task The_event_must_be_there_and_be_an_object()
    {
        Assert.Equal("events", (await JudgeAsync(claims => claims.Remove("events"))).Refusal);
        Assert.Equal("events", (await JudgeAsync(claims => claims["events"] = "http://schemas.openid.net/event/backchannel-logout")).Refusal);
        Assert.Equal("events", (await JudgeAsync(claims => claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new Dictionary<string, object>() })).Refusal);
        Assert.Equal("events", (await JudgeAsync(claims => claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = true })).Refusal);
    }

    [Fact]
    public async Task A_token_without_an_end_or_beyond_it_is_refused()
    {
        Assert.Null((await JudgeAsync(claims => claims.Remove("exp"))).Word);
        Assert.NotNull((await LogoutTokenCheck.JudgeAsync(LogoutToken(), Expected() with { Now = Now.AddSeconds(120 + 59) })).Word);
        Assert.Null((await LogoutTokenCheck.JudgeAsync(LogoutToken(), Expected() with { Now = Now.AddSeconds(120 + 60) })).Word);
    }

    [Fact]
    public async Task A_token_of_the_future_or_long_ago_is_refused_whatever_its_end()
    {
        Assert.Equal("iat", (await JudgeAsync(claims => claims.Remove("iat"))).Refusal);
        Assert.Equal("iat", (await JudgeAsync(claims => claims["iat"] = Now.AddSeconds(61).ToUnixTimeSeconds())).Refusal);
        Assert.NotNull((await JudgeAsync(claims => claims["iat"] = Now.AddMinutes(-11).ToUnixTimeSeconds())).Word);
        Assert.Equal("iat", (await JudgeAsync(claims => claims["iat"] = Now.AddMinutes(-11).AddSeconds(-1).ToUnixTimeSeconds())).Refusal);
    }

    [Fact]
    public async Task A_token_without_an_identifier_is_refused() => Assert.Equal("jti", (await JudgeAsync(claims => claims.Remove("jti"))).Refusal);

    [Fact]
    [Trait("Spec", "RFC 8725 §3.1")]
    public async Task Unsigned_and_secretly_signed_tokens_are_refused_and_an_unknown_key_is_told()
    {
        var parts = LogoutToken().Split('.');
        Assert.Null((await LogoutTokenCheck.JudgeAsync($"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"logout+jwt"}""")}.{parts[1]}.", Expected())).Word);
        Assert.Null((await LogoutTokenCheck.JudgeAsync(LogoutToken(key: new SymmetricSecurityKey(Key.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }), Expected())).Word);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unknown = await LogoutTokenCheck.JudgeAsync(LogoutToken(key: new ECDsaSecurityKey(stranger) { KeyId = "k2" }), Expected());
        Assert.True(unknown is { Word: null, KeyUnknown: true });
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..")]
    public async Task What_is_no_token_is_refused(string text) => Assert.Null((await LogoutTokenCheck.JudgeAsync(text, Expected())).Word);

    private static LogoutTokenExpectation Expected() => new(Issuer, ClientId, "ES256", [Key], Now);

    private static Task<LogoutTokenVerdict> JudgeAsync(Action<Dictionary<string, object>> change) => LogoutTokenCheck.JudgeAsync(LogoutToken(change), Expected());
}
