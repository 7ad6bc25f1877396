using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Upstreams.Alipay;

namespace JsHrss.Upstreams.Tests.Alipay;

[Trait("Spec", "Alipay user.certify.open")]
public sealed class AlipayFaceChannelTests
{
    private const string Initialize = "alipay.user.certify.open.initialize";
    private const string Query = "alipay.user.certify.open.query";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FaceReference Reference => FaceReference.Read("c1")!.Value;

    [Fact]
    public async Task An_attempt_is_opened_for_the_expected_person_and_no_picture_is_kept()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.AnswerSigned(Initialize, """{"code":"10000","msg":"Success","certify_id":"c1"}""");
        var order = FaceOrderNumber.Next();
        var started = Assert.IsType<FaceStart.Started>(await gateway.Channel.StartAsync(TestGateway.Subject, order, Ct));
        Assert.Equal("c1", started.Reference.Value);
        Assert.True(Signed(gateway.Asked));
        Assert.Equal("utf-8", gateway.Asked["charset"]);
        using var content = JsonDocument.Parse(gateway.Asked["biz_content"]);
        var root = content.RootElement;
        Assert.Equal(order.Value, root.GetProperty("outer_order_no").GetString());
        Assert.Equal(FaceOrderNumber.Length, order.Value.Length);
        Assert.Equal("FACE", root.GetProperty("biz_code").GetString());
        var identity = root.GetProperty("identity_param");
        Assert.Equal("CERT_INFO", identity.GetProperty("identity_type").GetString());
        Assert.Equal("IDENTITY_CARD", identity.GetProperty("cert_type").GetString());
        Assert.Equal("孙示名", identity.GetProperty("cert_name").GetString());
        Assert.Equal("320800197006150166", identity.GetProperty("cert_no").GetString());
        Assert.Equal("never", root.GetProperty("merchant_config").GetProperty("face_reserve_strategy").GetString());
        Assert.Equal("", root.GetProperty("merchant_config").GetProperty("return_url").GetString());
    }

    [Fact]
    public async Task The_code_to_scan_is_an_address_that_we_signed()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.AnswerSigned(Initialize, """{"code":"10000","certify_id":"c1"}""");
        var started = Assert.IsType<FaceStart.Started>(await gateway.Channel.StartAsync(TestGateway.Subject, FaceOrderNumber.Next(), Ct));
        var parameters = new Uri(started.Prompt.QrText).Query[1..].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));
        Assert.True(Signed(parameters));
        Assert.Equal("alipay.user.certify.open.certify", parameters["method"]);
        Assert.Equal("""{"certify_id":"c1"}""", parameters["biz_content"]);
        Assert.Equal(1, gateway.Calls);
        Assert.Equal($"alipays://platformapi/startapp?appId=20000067&url={Uri.EscapeDataString(started.Prompt.QrText)}", started.Prompt.AppLink!.OriginalString);
    }

    [Theory]
    [InlineData(IdDocumentType.ResidentIdentityCard, true)]
    [InlineData(IdDocumentType.HongKongMacaoPermit, true)]
    [InlineData(IdDocumentType.TaiwanPermit, true)]
    [InlineData(IdDocumentType.HongKongMacaoResidencePermit, true)]
    [InlineData(IdDocumentType.TaiwanResidencePermit, true)]
    [InlineData(IdDocumentType.ForeignPermanentResidentCard, true)]
    [InlineData(IdDocumentType.ForeignPassport, false)]
    public async Task Every_document_but_the_passport_is_served(IdDocumentType type, bool served)
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(served, gateway.Channel.Serves(type));
    }

    [Fact]
    public async Task A_passport_is_never_sent()
    {
        await using var gateway = await TestGateway.StartAsync();
        var alex = new FaceSubject(PersonName.Read("SAMPLE ALEX").Value, TestGateway.Document(IdDocumentType.ForeignPassport, "X00000001", "USA"));
        Assert.IsType<FaceStart.NotServed>(await gateway.Channel.StartAsync(alex, FaceOrderNumber.Next(), Ct));
        Assert.Equal(0, gateway.Calls);
    }

    [Fact]
    public async Task A_permit_goes_out_as_it_was_printed()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.AnswerSigned(Initialize, """{"code":"10000","certify_id":"c1"}""");
        var holder = new FaceSubject(PersonName.Read("鲁示澳").Value, TestGateway.Document(IdDocumentType.HongKongMacaoPermit, "H0000000101"));
        await gateway.Channel.StartAsync(holder, FaceOrderNumber.Next(), Ct);
        Assert.Contains("\"cert_no\":\"H0000000101\"", gateway.Asked["biz_content"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":"40004","sub_code":"ILLEGAL_ARGUMENT_FORMAT"}""", typeof(FaceStart.NotServed))]
    [InlineData("""{"code":"40004","sub_code":"SYSTEM_ERROR"}""", typeof(FaceStart.Unavailable))]
    [InlineData("""{"code":"10000"}""", typeof(FaceStart.Unavailable))]
    [InlineData("""{"code":"10000","certify_id":7}""", typeof(FaceStart.Unavailable))]
    [InlineData("""{"code":"10000","certify_id":"a b"}""", typeof(FaceStart.Unavailable))]
    public async Task What_does_not_open_is_told_as_a_value(string node, Type expected)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.AnswerSigned(Initialize, node);
        Assert.IsType(expected, await gateway.Channel.StartAsync(TestGateway.Subject, FaceOrderNumber.Next(), Ct));
    }

    [Theory]
    [InlineData("""{"code":"10000","passed":"T"}""", "Passed")]
    [InlineData("""{"code":"10000","passed":"T","identity_info":""}""", "Passed")]
    [InlineData("""{"code":"10000","passed":"T","identity_info":"{\"cert_no\":\"320800197006150166\",\"cert_name\":\"孙示名\"}"}""", "Passed")]
    [InlineData("""{"code":"10000","passed":"T","identity_info":"{\"cert_no\":\"3208**********0166\"}"}""", "Passed")]
    [InlineData("""{"code":"10000","passed":"F"}""", "Pending")]
    [InlineData("""{"code":"10000","passed":"F","fail_reason":"人脸比对不一致"}""", "Failed { Reason = NotPassed }")]
    [InlineData("""{"code":"10000","passed":"true"}""", "Unavailable")]
    [InlineData("""{"code":"10000","passed":true}""", "Unavailable")]
    [InlineData("""{"code":"10000"}""", "Unavailable")]
    [InlineData("""{"code":"40004","sub_code":"CERTIFY_ID_EXPIRED"}""", "Gone")]
    [InlineData("""{"code":"40004","sub_code":"OPEN_CERTIFY_BILL_NOT_EXIST"}""", "Gone")]
    [InlineData("""{"code":"40004","sub_code":"OPEN_CERTIFY_BILL_STATUS_ERROR"}""", "Pending")]
    [InlineData("""{"code":"20000","sub_code":"isp.unknow-error"}""", "Unavailable")]
    public async Task An_attempt_stands_as_the_platform_signs_it(string node, string expected)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.AnswerSigned(Query, node);
        var answer = await gateway.Channel.AskAsync(Reference, TestGateway.Subject, Ct);
        Assert.StartsWith(expected, answer.ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"certify_id":"c1"}""", gateway.Asked["biz_content"]);
    }

    [Theory]
    [Trait("Case", "QR-15")]
    [InlineData("""{\"cert_no\":\"320100199001010018\",\"cert_name\":\"张示法\"}""")]
    [InlineData("""{\"cert_no\":\"320800197006150166\",\"cert_name\":\"张示法\"}""")]
    [InlineData("""{\"cert_no\":7}""")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    public async Task A_pass_of_somebody_else_is_a_failure(string identity)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.AnswerSigned(Query, $$"""{"code":"10000","passed":"T","identity_info":"{{identity}}"}""");
        Assert.Equal(new FaceAnswer.Failed(FaceFailure.OtherSubject), await gateway.Channel.AskAsync(Reference, TestGateway.Subject, Ct));
    }

    [Fact]
    public void Order_numbers_do_not_repeat() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => FaceOrderNumber.Next().Value).Distinct().Count());

    private static bool Signed(Dictionary<string, string> parameters)
    {
        using var key = RSA.Create();
        key.ImportFromPem(Vector.Text("app-key.public.pem"));
        return key.VerifyData(Encoding.UTF8.GetBytes(SignedRequest.TextToSign(parameters)), Convert.FromBase64String(parameters["sign"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
