using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using UpstreamSandbox.Phone;
using UpstreamSandbox.Wire;

namespace JsHrss.Upstreams.Tests.Sandbox;

/// <summary>The sandbox's own wire, its clock and its pages.</summary>
[Collection("sandbox")]
public sealed class SandboxTests(SandboxHost sandbox)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/alipay", 200)]
    [InlineData("/alipay/face/nobody", 200)]
    [InlineData("/registers", 200)]
    [InlineData("/sms", 200)]
    [InlineData("/sms?to=x", 200)]
    [InlineData("/time", 200)]
    [InlineData("/phone", 200)]
    [InlineData("/phone?code=%3Cscript%3E", 200)]
    [InlineData("/phone/1", 200)]
    [InlineData("/phone/9", 200)]
    [InlineData("/phone/0", 404)]
    [InlineData("/phone/10", 404)]
    [InlineData("/phone/99999999999", 404)]
    [InlineData("/phone/1/scan?code=nonsense%21", 200)]
    [InlineData("/phone/1/scan", 302)]
    [InlineData("/phone/1/request/x", 200)]
    [InlineData("/phone/1/enrol", 302)]
    [InlineData("/phone/1/face/x", 302)]
    [InlineData("/app-face", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/display?size=large&back=//evil.example", 302)]
    [InlineData("/health/ready", 200)]
    public async Task Every_address_answers(string path, int status)
    {
        using var answer = await sandbox.Browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("evil", answer.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("population", "/registers/population/match", """{"name":"孙示名","document_type":"ID","document_number":"320800197006150166"}""", "match")]
    [InlineData("population", "/registers/population/match", """{"name":"钱示注","document_type":"ID","document_number":"321300194910019991"}""", "mismatch")]
    [InlineData("population", "/registers/population/match", """{"name":"滕示无","document_type":"ID","document_number":"320800199206060316"}""", "not_found")]
    [InlineData("population", "/registers/population/match", """{"name":"谢示故","document_type":"ID","document_number":"320600195011110265"}""", "deceased")]
    [InlineData("population", "/registers/population/match", """{"name":"鲁示澳","document_type":"HMP","document_number":"H00000001"}""", "match")]
    [InlineData("authority", "/registers/authority/unit", """{"code":"91320100MA0000007X"}""", "found")]
    [InlineData("authority", "/registers/authority/unit", """{"code":"x"}""", "not_found")]
    [InlineData("sms", "/sms/send", """{"key":"0123456789abcdef","to":"13000000006","text":"验证码 123456"}""", "accepted")]
    [InlineData("sms", "/sms/send", """{"to":"1","text":"x"}""", "refused")]
    public async Task A_signed_question_has_a_signed_answer_that_names_it(string service, string path, string claims, string result)
    {
        var question = Question(service, claims);
        using var answer = await AskAsync(path, Sign(question));
        var read = Jose.Read(await answer.Content.ReadAsStringAsync(Ct), "jshrss-upstream-answer+jwt", (text, signature) => Key("registers-service.public.pem").VerifyData(text, signature, HashAlgorithmName.SHA256));
        Assert.Equal(result, Jose.Text(read!, "result"));
        Assert.Equal(Jose.Text(question, "jti"), Jose.Text(read!, "in_reply_to"));
    }

    [Fact]
    public async Task A_legal_representative_is_found_with_all_units()
    {
        using var answer = await AskAsync("/registers/authority/units-of", Sign(Question("authority", """{"document_type":"ID","document_number":"320100197303190190"}""")));
        var read = Jose.Read(await answer.Content.ReadAsStringAsync(Ct), "jshrss-upstream-answer+jwt", (_, _) => true)!;
        Assert.Equal("91320100MA0000015Q", Jose.Text(read["units"]!.AsArray().Single()!.AsObject(), "code"));
    }

    [Fact]
    public async Task A_question_of_somebody_else_or_of_before_is_refused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var question = Question("population", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(Jose.Write("jshrss-upstream-question+jwt", question, text => stranger.SignData(text, HashAlgorithmName.SHA256))));
        var good = Sign(question);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(good));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(good));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("nonsense"));
        var late = Question("population", "{}");
        late["iat"] = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds();
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(Sign(late)));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(Sign(Question("sms", "{}"))));
    }

    [Theory]
    [InlineData("http://localhost:5100/qr/abc", "ForTheApp")]
    [InlineData(" http://localhost:5100/device?user_code=X ", "ForTheApp")]
    [InlineData("jshrss-app://qr/abc", "ForTheApp")]
    [InlineData("http://localhost:5400/gateway.do?method=alipay.user.certify.open.certify", "FaceCheck")]
    [InlineData("alipays://platformapi/startapp?appId=20000067&url=http%3A%2F%2Flocalhost%3A5400%2Fgateway.do%3Fx%3D1", "FaceCheck")]
    [InlineData("http://evil.example/qr/abc", "NotOurs")]
    [InlineData("http://localhost:5100.evil.example/qr/abc", "NotOurs")]
    [InlineData("http://evil.example:5400/gateway.do", "NotOurs")]
    [InlineData("javascript:alert(1)", "NotOurs")]
    [InlineData("", "NotOurs")]
    public void A_scanned_code_is_told_from_others(string text, string kind) =>
        Assert.Equal(kind, ScannedText.Read(text, "http://localhost:5100", new Uri("http://localhost:5400")).GetType().Name);

    [Fact]
    [Trait("Spec", "RFC 9449 §4.2")]
    public void A_proof_of_a_phone_holds_with_the_key_it_names()
    {
        using var key = PhoneKey.Make();
        var proof = DpopProof.For(key, HttpMethod.Post, new Uri("http://localhost:5100/connect/token?x=1#y"), DateTimeOffset.UnixEpoch, "n", "token");
        using var check = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Decode(Jose.Text(key.Jwk, "x")!), Y = Decode(Jose.Text(key.Jwk, "y")!) },
        });
        var claims = Jose.Read(proof, "dpop+jwt", (text, signature) => check.VerifyData(text, signature, HashAlgorithmName.SHA256))!;
        Assert.Equal("http://localhost:5100/connect/token", Jose.Text(claims, "htu"));
        Assert.Equal("POST", Jose.Text(claims, "htm"));
        Assert.Equal("n", Jose.Text(claims, "nonce"));
        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData("token"u8)), Jose.Text(claims, "ath"));
    }

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static JsonObject Question(string service, string claims)
    {
        var question = JsonNode.Parse(claims)!.AsObject();
        question["iss"] = "http://localhost:5100";
        question["aud"] = service;
        question["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        question["jti"] = RandomNumberGenerator.GetHexString(32);
        return question;
    }

    private ECDsa Key(string file)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(sandbox.Folder, file)));
        return key;
    }

    private string Sign(JsonObject question) => Jose.Write("jshrss-upstream-question+jwt", question, text => Key("registers-client.private.pem").SignData(text, HashAlgorithmName.SHA256));

    private async Task<HttpStatusCode> StatusAsync(string body)
    {
        using var answer = await AskAsync("/registers/population/match", body);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string body)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = new("application/jose");
        return await sandbox.Browser.PostAsync(new Uri(path, UriKind.Relative), content, Ct);
    }
}
