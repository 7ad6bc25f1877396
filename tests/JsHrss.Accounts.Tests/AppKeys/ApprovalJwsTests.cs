using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.AppKeys;

public sealed class ApprovalJwsTests : IDisposable
{
    private const string Shown = """{"request":"q_1","pairing":"47"}""";

    private static readonly DateTimeOffset Now = Sample.Now;

    private readonly TestAppKey _key = new();

    private Approval Expected => new("q_1", Shown, "self", _key.Thumbprint);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void What_the_key_signed_of_what_was_shown_is_taken() => Assert.True(ApprovalJws.IsOf(_key.Approve("q_1", Shown, "self", Now), Expected, Now));

    [Theory]
    [Trait("Case", "QR-06")]
    [InlineData("q_2", Shown, "self", "confirm", "jshrss-approval+jwt", 0)]
    [InlineData("q_1", """{"request":"q_1","pairing":"48"}""", "self", "confirm", "jshrss-approval+jwt", 0)]
    [InlineData("q_1", Shown, "m_1", "confirm", "jshrss-approval+jwt", 0)]
    [InlineData("q_1", Shown, "self", "deny", "jshrss-approval+jwt", 0)]
    [InlineData("q_1", Shown, "self", "confirm", "dpop+jwt", 0)]
    [InlineData("q_1", Shown, "self", "confirm", "jshrss-approval+jwt", 121)]
    [InlineData("q_1", Shown, "self", "confirm", "jshrss-approval+jwt", -121)]
    public void Anything_else_the_key_signed_is_not(string request, string shown, string context, string decision, string type, int seconds) =>
        Assert.False(ApprovalJws.IsOf(_key.Approve(request, shown, context, Now.AddSeconds(seconds), decision, type), Expected, Now));

    [Fact]
    [Trait("Case", "QR-06")]
    public void Another_key_is_not_taken_whatever_it_signs()
    {
        using var other = new TestAppKey();
        Assert.False(ApprovalJws.IsOf(other.Approve("q_1", Shown, "self", Now), Expected, Now));
    }

    [Theory]
    [Trait("Spec", "RFC 7515 §4")]
    [InlineData("""{"alg":"none","typ":"jshrss-approval+jwt","jwk":JWK}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-approval+jwt"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-approval+jwt","jwk":JWK,"crit":["b64"]}""")]
    [InlineData("""{"alg":"ES256","alg":"ES256","typ":"jshrss-approval+jwt","jwk":JWK}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-approval+jwt","jwk":"x"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-approval+jwt","jwk":{"kty":"EC","crv":"P-256","x":"","y":""}}""")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"alg":"\ud800","typ":"jshrss-approval+jwt","jwk":JWK}""")]
    [InlineData("""{"\ud800":"ES256","typ":"jshrss-approval+jwt","jwk":JWK}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-approval+jwt","jwk":{"kty":"EC","crv":"P-256","x":"\udc00","y":""}}""")]
    public void A_header_of_any_other_form_is_refused(string header)
    {
        var payload = $$"""{"request":"q_1","shown":"","context":"self","decision":"confirm","iat":{{Now.ToUnixTimeSeconds()}}}""";
        Assert.False(ApprovalJws.IsOf(_key.Sign(header.Replace("JWK", _key.Jwk, StringComparison.Ordinal), payload), Expected, Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("=.=.=")]
    [InlineData("..")]
    public void Text_that_is_no_jws_is_refused(string? text) => Assert.False(ApprovalJws.IsOf(text, Expected, Now));

    [Fact]
    public void A_changed_or_padded_signature_is_refused()
    {
        var good = _key.Approve("q_1", Shown, "self", Now);
        Assert.False(ApprovalJws.IsOf(good + "==", Expected, Now));
        Assert.False(ApprovalJws.IsOf(good[..^2], Expected, Now));
        Assert.False(ApprovalJws.IsOf(new string('a', 5000), Expected, Now));
    }
}
