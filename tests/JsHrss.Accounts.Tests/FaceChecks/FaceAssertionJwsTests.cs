using System.Security.Cryptography;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.FaceChecks;

/// <summary>Only what the app's face service signed just now, for this attempt and this phone, is a result (ADR 0016).</summary>
public sealed class FaceAssertionJwsTests : IDisposable
{
    private static readonly DateTimeOffset Now = Sample.Now;

    private readonly TestFaceService _service = new();
    private readonly TestAppKey _phone = new();

    private readonly FaceOrderNumber _nonce = FaceOrderNumber.Next();

    private ExpectedFace Expected => new(_nonce, SubjectOf("320800197006150166", "孙示名"), _phone.Thumbprint);

    public void Dispose()
    {
        _service.Dispose();
        _phone.Dispose();
    }

    [Fact]
    public void What_the_service_signed_is_taken()
    {
        Assert.Equal(new FaceAssertion(FaceReference.Read("txn-1")!.Value, null), Read(_service.Assert(Expected, Now)));
        Assert.Equal(FaceFailure.NotPassed, Read(_service.Assert(Expected, Now, result: "failed"))!.Failure);
        Assert.Equal(FaceFailure.NotPassed, Read(_service.Assert(Expected, Now, result: "failed", liveness: "false"))!.Failure);
    }

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "AS-11")]
    public void Another_face_than_the_expected_one_is_a_failure()
    {
        Assert.Equal(FaceFailure.OtherSubject, Read(_service.Assert(Expected with { Subject = SubjectOf("320100199001010018", "孙示名") }, Now))!.Failure);
        Assert.Equal(FaceFailure.OtherSubject, Read(_service.Assert(Expected with { Subject = SubjectOf("320800197006150166", "孙示明") }, Now))!.Failure);
    }

    [Fact]
    [Trait("Case", "QR-15")]
    public void A_result_of_another_attempt_or_phone_is_none()
    {
        using var other = new TestAppKey();
        Assert.Null(Read(_service.Assert(Expected with { Nonce = FaceOrderNumber.Next() }, Now)));
        Assert.Null(Read(_service.Assert(Expected, Now, jkt: other.Thumbprint)));
    }

    /// <summary>The home-made app: it has a key, and may sign with it whatever it likes.</summary>
    [Fact]
    [Trait("Case", "QR-15")]
    public void What_the_phone_signs_itself_is_none()
    {
        Assert.Null(Read(_phone.Sign(TestFaceService.Header, _service.Payload(Expected, Now))));
        Assert.Null(Read(_phone.Sign($$"""{"alg":"ES256","typ":"jshrss-face+jwt","jwk":{{_phone.Jwk}}}""", _service.Payload(Expected, Now))));
        Assert.Null(Read(_phone.Sign($$"""{"alg":"ES256","typ":"jshrss-face+jwt","kid":"face-1","jwk":{{_phone.Jwk}}}""", _service.Payload(Expected, Now))));
    }

    [Theory]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Spec", "RFC 8725 §3.11")]
    [InlineData("""{"alg":"none","typ":"jshrss-face+jwt","kid":"face-1"}""")]
    [InlineData("""{"alg":"ES384","typ":"jshrss-face+jwt","kid":"face-1"}""")]
    [InlineData("""{"alg":"HS256","typ":"jshrss-face+jwt","kid":"face-1"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-approval+jwt","kid":"face-1"}""")]
    [InlineData("""{"alg":"ES256","typ":"JWT","kid":"face-1"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-face+jwt"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-face+jwt","kid":"face-2"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-face+jwt","kid":["face-1"]}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-face+jwt","kid":"face-1","crit":["exp"]}""")]
    [InlineData("""{"alg":"none","alg":"ES256","typ":"jshrss-face+jwt","kid":"face-1"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-face+jwt","kid":"\ud800"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_header_of_any_other_form_is_refused(string header) => Assert.Null(Read(_service.Sign(_service.Payload(Expected, Now), header)));

    [Theory]
    [Trait("Case", "AS-11")]
    [InlineData("\"iss\":\"https://face.example\"", "\"iss\":\"https://other.example\"")]
    [InlineData("\"aud\":\"https://id.example\"", "\"aud\":\"https://other.example\"")]
    [InlineData("\"aud\":\"https://id.example\"", "\"aud\":[\"https://id.example\"]")]
    [InlineData("\"txn\":\"txn-1\"", "\"txn\":\"\"")]
    [InlineData("\"txn\":\"txn-1\"", "\"txn\":1")]
    [InlineData("\"txn\":\"txn-1\"", "\"txn\":\"流水\"")]
    [InlineData("\"txn\":\"txn-1\",", "")]
    [InlineData("\"txn\":\"txn-1\"", "\"txn\":\"txn-1\",\"txn\":\"txn-2\"")]
    [InlineData("\"txn\":\"txn-1\"", "\"txn\":\"txn-1\",\"name\":\"x\"")]
    [InlineData("\"cnf\":{", "\"cnf\":{\"x5t#S256\":\"x\",")]
    [InlineData("\"liveness\":true", "\"liveness\":false")]
    [InlineData("\"liveness\":true", "\"liveness\":\"true\"")]
    [InlineData("\"liveness\":true", "\"alive\":true")]
    [InlineData("\"result\":\"passed\"", "\"result\":\"PASSED\"")]
    [InlineData("\"result\":\"passed\"", "\"result\":true")]
    [InlineData("\"subject\":\"", "\"sub\":\"")]
    [InlineData("\"result\":\"passed\"", "\"result\":\"\\udc00\"")]
    public void A_claim_of_any_other_form_is_refused(string good, string bad)
    {
        var payload = _service.Payload(Expected, Now);
        Assert.Contains(good, payload, StringComparison.Ordinal);
        Assert.Null(Read(_service.Sign(payload.Replace(good, bad, StringComparison.Ordinal))));
    }

    [Theory]
    [Trait("Case", "AS-11")]
    [InlineData(0, 600, true)]
    [InlineData(120, 720, true)]
    [InlineData(-599, 1, true)]
    [InlineData(-600, 0, false)]
    [InlineData(121, 400, false)]
    [InlineData(0, 601, false)]
    [InlineData(10, 10, false)]
    [InlineData(20, 10, false)]
    public void A_result_counts_for_ten_minutes_at_most(int issued, int ends, bool counts)
    {
        var payload = _service.Payload(Expected, Now);
        var body = payload[..payload.IndexOf(",\"iat\"", StringComparison.Ordinal)] + $",\"iat\":{Now.AddSeconds(issued).ToUnixTimeSeconds()},\"exp\":{Now.AddSeconds(ends).ToUnixTimeSeconds()}}}";
        Assert.Equal(counts, Read(_service.Sign(body)) is not null);
    }

    [Theory]
    [InlineData("\"iat\":1e3,\"exp\":2")]
    [InlineData("\"iat\":-9223372036854775808,\"exp\":9223372036854775807")]
    [InlineData("\"iat\":9223372036854775807,\"exp\":-9223372036854775808")]
    [InlineData("\"iat\":99999999999999999999,\"exp\":1")]
    [InlineData("\"iat\":\"1\",\"exp\":\"2\"")]
    public void Times_that_are_none_are_refused(string times)
    {
        var payload = _service.Payload(Expected, Now);
        Assert.Null(Read(_service.Sign($"{payload[..payload.IndexOf("\"iat\"", StringComparison.Ordinal)]}{times}}}")));
    }

    [Fact]
    public void Text_that_is_no_jws_is_refused()
    {
        var good = _service.Assert(Expected, Now);
        foreach (var bad in new[] { null, "", "a.b", "..", good + "==", good[..^2], good + " ", good + ".x", good.Replace('.', ' '), new string('a', 5000) })
            Assert.Null(Read(bad));
    }

    [Fact]
    public void A_key_on_another_curve_signs_nothing()
    {
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var input = _service.Assert(Expected, Now);
        input = input[..input.LastIndexOf('.')];
        var signature = System.Buffers.Text.Base64Url.EncodeToString(wide.SignData(System.Text.Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA384));
        Assert.Null(Read($"{input}.{signature}"));
    }

    /// <summary>Fixed values, for those who write the other side (docs/upstreams.md).</summary>
    [Fact]
    public void The_digest_of_a_subject_is_the_documented_one()
    {
        var nonce = FaceOrderNumber.Read("000102030405060708090a0b0c0d0e0f")!.Value;
        Assert.Equal("pGaxH_ognMOiTA_JKOtVmTqjVgg2baJRxLq7DHlJYRY", FaceAssertionJws.DigestOf(nonce, SubjectOf("320800197006150166", "孙示名")));
        Assert.Equal("4g8KhQxRiO83f9NRsND056D6_o62d04TNu1V4UHHQlA", FaceAssertionJws.DigestOf(nonce, new FaceSubject(PersonName.Read("Anna Example").Value, Sample.Document("E12345678", IdDocumentType.ForeignPassport, "DEU"))));
    }

    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f", true)]
    [InlineData("000102030405060708090A0B0C0D0E0F", false)]
    [InlineData("000102030405060708090a0b0c0d0e0", false)]
    [InlineData("000102030405060708090a0b0c0d0e0g", false)]
    public void A_code_of_a_face_check_is_read_in_one_spelling(string order, bool isOne)
    {
        Assert.Equal(isOne, AppFaceCode.Read("https://id.example", $"https://id.example/face/scan/{order}") is not null);
        Assert.Null(AppFaceCode.Read("https://id.example", $"https://id.example/qr/{order}"));
        Assert.Null(AppFaceCode.Read("https://id.example", $"https://id.example.evil/face/scan/{order}"));
        Assert.Null(AppFaceCode.Read("https://id.example", null));
    }

    private static FaceSubject SubjectOf(string number, string name) => new(PersonName.Read(name).Value, Sample.Document(number));

    private FaceAssertion? Read(string? text) => FaceAssertionJws.Read(text, Expected, _service, Now);
}
