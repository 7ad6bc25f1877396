using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JsHrss.Upstreams.Signed;

namespace JsHrss.Upstreams.Tests.Signed;

/// <summary>What is believed of an answer of the wire that is ours.</summary>
public sealed class SignedAnswerTests : IDisposable
{
    private const string Question = "0123456789abcdef0123456789abcdef";
    private const string GoodHeader = """{"alg":"ES256","typ":"jshrss-upstream-answer+jwt"}""";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly SignedFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void An_answer_to_this_question_is_believed()
    {
        var (claims, fault) = Judge(Answer());
        Assert.Equal((AnswerFault.None, "found"), (fault, SignedAnswer.TextOf(claims!.Value, "result")));
        Assert.Equal(AnswerFault.None, Judge(Answer(iat: Now.AddMinutes(2).ToUnixTimeSeconds())).Fault);
    }

    [Theory]
    [Trait("Spec", "RFC 8725 §3.1")]
    [InlineData("""{"alg":"none","typ":"jshrss-upstream-answer+jwt"}""")]
    [InlineData("""{"alg":"HS256","typ":"jshrss-upstream-answer+jwt"}""")]
    [InlineData("""{"alg":"ES256"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-upstream-question+jwt"}""")]
    [InlineData("""{"alg":"ES256","typ":"jshrss-upstream-answer+jwt","crit":["x"],"x":1}""")]
    public void Another_algorithm_or_kind_of_token_is_no_answer(string header) =>
        Assert.Equal(AnswerFault.OtherForm, Judge(Answer(header: header)).Fault);

    [Fact]
    public void A_signature_of_anybody_else_or_over_something_else_is_not_believed()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(AnswerFault.WrongSignature, Judge(Answer(key: stranger)).Fault);
        // Our own question, sent back to us as its answer, is signed by us and not by the service.
        var parts = Answer().Split('.');
        Assert.Equal(AnswerFault.WrongSignature, Judge($"{parts[0]}.{Answer(result: "not_found").Split('.')[1]}.{parts[2]}").Fault);
        Assert.Equal(AnswerFault.WrongSignature, Judge($"{parts[0]}.{parts[1]}.").Fault);
        Assert.Equal(AnswerFault.WrongSignature, Judge($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}").Fault);
    }

    [Fact]
    public void An_answer_for_others_to_another_question_or_of_another_time_is_not_believed()
    {
        Assert.Equal(AnswerFault.OtherParties, Judge(Answer(iss: "population")).Fault);
        Assert.Equal(AnswerFault.OtherParties, Judge(Answer(aud: "somebody")).Fault);
        Assert.Equal(AnswerFault.OtherQuestion, Judge(Answer(inReplyTo: Question[1..] + "0")).Fault);
        Assert.Equal(AnswerFault.OtherTime, Judge(Answer(iat: Now.AddSeconds(-121).ToUnixTimeSeconds())).Fault);
        Assert.Equal(AnswerFault.OtherTime, Judge(Answer(iat: Now.AddSeconds(121).ToUnixTimeSeconds())).Fault);
        Assert.Equal(AnswerFault.OtherTime, Judge(Answer(iat: long.MinValue)).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("<!doctype html>")]
    [InlineData("!.!.!")]
    public void Anything_else_is_garbage(string text) => Assert.Equal(AnswerFault.Garbage, Judge(text).Fault);

    [Fact]
    public void A_member_that_stands_twice_is_not_read()
    {
        var twice = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"result":"not_found","result":"found"}"""));
        Assert.Equal(AnswerFault.Garbage, Judge(Sign(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(GoodHeader)), twice, _files.Service)).Fault);
    }

    private (System.Text.Json.JsonElement? Claims, AnswerFault Fault) Judge(string text) => SignedAnswer.Judge(Encoding.UTF8.GetBytes(text), Question, _files.Options, Now, _files.Keys);

    private string Answer(string header = GoodHeader, string iss = "authority", string aud = "jshrss-idp", string inReplyTo = Question, long? iat = null, string result = "found", ECDsa? key = null) => Sign(
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)),
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JsonObject { ["iss"] = iss, ["aud"] = aud, ["in_reply_to"] = inReplyTo, ["iat"] = iat ?? Now.ToUnixTimeSeconds(), ["result"] = result }.ToJsonString())),
        key ?? _files.Service);

    private static string Sign(string header, string payload, ECDsa key) =>
        $"{header}.{payload}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256))}";
}
