using System.Security.Cryptography;
using System.Text;
using JsHrss.Upstreams.Alipay;

namespace JsHrss.Upstreams.Tests.Alipay;

[Trait("Spec", "Alipay response verification")]
public sealed class ResponseCheckTests : IDisposable
{
    private const string Method = "alipay.user.certify.open.query";
    private const string Node = "alipay_user_certify_open_query_response";

    private readonly AlipayKeys _keys = AlipayKeys.FromText(Vector.Text("app-key.pkcs8.pem"), TestGateway.PublicKey);

    public static TheoryData<string> Believed =>
    [
        """{"code":"10000","msg":"Success","passed":"T"}""",
        // White space and order belong to the signed bytes; nothing is written anew.
        "{ \"passed\" :\t\"T\",\n \"code\":\"10000\" }",
        // Braces, quotes and names inside values are values.
        """{"code":"10000","passed":"T","x":"}\",\"sign\":\"no\",{"}""",
        """{"code":"10000","passed":"T","x":{"y":[{"z":"}"}]}}""",
        """{"passed":"T","fail_reason":"","x":"示例 \u793a"}""",
    ];

    public void Dispose() => _keys.Dispose();

    [Theory]
    [MemberData(nameof(Believed))]
    public void What_is_signed_is_believed(string node)
    {
        var answer = Assert.IsType<GatewayAnswer.Done>(Judge($$"""{"{{Node}}":{{node}},"sign":"{{Sign(node)}}"}"""));
        Assert.Equal("T", answer.Text("passed"));
    }

    [Fact]
    public void A_signature_that_another_program_made_holds()
    {
        using var keys = AlipayKeys.FromText(Vector.Text("app-key.pkcs8.pem"), Vector.Text("app-key.public.txt"));
        var body = $$"""{"sign":"{{Vector.Text("response-node.signature.txt")}}","alipay_cert_sn":"x","{{Node}}":{{Vector.Text("response-node.txt")}}}""";
        Assert.IsType<GatewayAnswer.Done>(ResponseCheck.Judge(Encoding.UTF8.GetBytes(body), Method, keys).Answer);
    }

    [Fact]
    public void Slashes_that_were_escaped_after_signing_are_tried_as_they_were_before()
    {
        const string signed = """{"code":"10000","passed":"T","x":"https://a/b"}""";
        const string sent = """{"code":"10000","passed":"T","x":"https:\/\/a\/b"}""";
        Assert.IsType<GatewayAnswer.Done>(Judge($$"""{"{{Node}}":{{sent}},"sign":"{{Sign(signed)}}"}"""));
        Assert.IsType<GatewayAnswer.Done>(Judge($$"""{"{{Node}}":{{sent}},"sign":"{{Sign(sent)}}"}"""));
    }

    [Theory]
    [InlineData("""{"code":"10000","passed":"F"}""", """{"code":"10000","passed":"T"}""")]
    [InlineData("""{"code":"10000","passed":"T"}""", """{"code":"10000", "passed":"T"}""")]
    [InlineData("""{"code":"10000","passed":"T"}""", """{"passed":"T","code":"10000"}""")]
    public void One_other_byte_and_the_signature_does_not_hold(string before, string sent) =>
        Refused(ResponseFault.WrongSignature, $$"""{"{{Node}}":{{sent}},"sign":"{{Sign(before)}}"}""");

    [Theory]
    [InlineData("")]
    [InlineData("!!!!")]
    [InlineData("AAAA")]
    public void A_signature_that_is_none_refuses(string sign) =>
        Refused(sign.Length == 0 ? ResponseFault.Unsigned : ResponseFault.WrongSignature, $$"""{"{{Node}}":{"code":"10000","passed":"T"},"sign":"{{sign}}"}""");

    [Fact]
    public void Another_key_s_signature_refuses()
    {
        const string node = """{"code":"10000","passed":"T"}""";
        using var other = RSA.Create(2048);
        var sign = Convert.ToBase64String(other.SignData(Encoding.UTF8.GetBytes(node), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Refused(ResponseFault.WrongSignature, $$"""{"{{Node}}":{{node}},"sign":"{{sign}}"}""");
    }

    [Fact]
    public void Success_without_a_signature_refuses() =>
        Refused(ResponseFault.Unsigned, $$"""{"{{Node}}":{"code":"10000","passed":"T"} }""");

    [Theory]
    // The first is signed and checked, the last would be read.
    [InlineData("""{"N":GOOD,"sign":"SIGN","N":BAD}""")]
    [InlineData("""{"N":BAD,"N":GOOD,"sign":"SIGN"}""")]
    // The same name behind an escape.
    [InlineData("""{"N":GOOD,"sign":"SIGN","\u0061lipay_user_certify_open_query_response":BAD}""")]
    // Deeper, and in a text.
    [InlineData("""{"N":GOOD,"sign":"SIGN","x":{"N":BAD}}""")]
    [InlineData("""{"N":GOOD,"sign":"SIGN","x":["N"]}""")]
    // Both nodes, in either order.
    [InlineData("""{"N":GOOD,"error_response":{"code":"1"},"sign":"SIGN"}""")]
    [InlineData("""{"error_response":{"code":"1"},"N":GOOD,"sign":"SIGN"}""")]
    [InlineData("""{"N":GOOD,"sign":"SIGN","sign":"AAAA"}""")]
    public void A_name_that_stands_twice_refuses(string shape)
    {
        const string good = """{"code":"10000","passed":"F"}""";
        Refused(ResponseFault.DuplicateNode, shape.Replace("\"N\"", $"\"{Node}\"", StringComparison.Ordinal).Replace("GOOD", good, StringComparison.Ordinal)
            .Replace("BAD", """{"code":"10000","passed":"T"}""", StringComparison.Ordinal).Replace("SIGN", Sign(good), StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_stands_twice_inside_the_signed_node_refuses()
    {
        const string node = """{"code":"10000","passed":"F","passed":"T"}""";
        Refused(ResponseFault.Garbage, $$"""{"{{Node}}":{{node}},"sign":"{{Sign(node)}}"}""");
    }

    [Fact]
    public void The_answer_to_another_call_refuses()
    {
        const string node = """{"code":"10000","passed":"T"}""";
        Refused(ResponseFault.NoNode, $$"""{"alipay_user_certify_open_initialize_response":{{node}},"sign":"{{Sign(node)}}"}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("<html>502</html>")]
    [InlineData("""{"x":1}{"y":2}""")]
    [InlineData("""{"alipay_user_certify_open_query_response":{"code":"10000"}""")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"alipay_user_certify_open_query_response":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}""")]
    public void Garbage_refuses(string body) =>
        Assert.Contains(Fault(body), new[] { ResponseFault.Garbage, ResponseFault.NoNode });

    [Fact]
    public void Bytes_that_are_no_text_refuse() =>
        Assert.IsType<GatewayAnswer.Unusable>(ResponseCheck.Judge([.. "{\"a\":\""u8, 0xff, 0xfe, .. "\"}"u8], Method, _keys).Answer);

    [Fact]
    public void An_encrypted_node_refuses_because_none_was_asked_for() =>
        Refused(ResponseFault.NoNode, $$"""{"{{Node}}":"AAAA","sign":"{{Sign("\"AAAA\"")}}"}""");

    [Theory]
    [InlineData(Node)]
    [InlineData("error_response")]
    public void A_signed_error_tells_its_code(string name)
    {
        const string node = """{"code":"40004","msg":"Business Failed","sub_code":"CERTIFY_ID_EXPIRED"}""";
        Assert.Equal(new GatewayAnswer.Refused("40004", "CERTIFY_ID_EXPIRED"), Judge($$"""{"{{name}}":{{node}},"sign":"{{Sign(node)}}"}"""));
    }

    [Theory]
    [InlineData(Node)]
    [InlineData("error_response")]
    public void Of_an_unsigned_error_only_the_failure_is_believed(string name) =>
        Assert.Equal(new GatewayAnswer.Unusable("unsigned_error"), Judge($$"""{"{{name}}":{"code":"40004","sub_code":"CERTIFY_ID_EXPIRED"} }"""));

    [Fact]
    public void A_forged_error_is_not_believed_either() =>
        Refused(ResponseFault.WrongSignature, """{"error_response":{"code":"40004","sub_code":"CERTIFY_ID_EXPIRED"},"sign":"AAAA"}""");

    private static string Sign(string text) => TestGateway.Sign(text);

    private GatewayAnswer Judge(string body) => ResponseCheck.Judge(Encoding.UTF8.GetBytes(body), Method, _keys).Answer;

    private ResponseFault Fault(string body) => ResponseCheck.Judge(Encoding.UTF8.GetBytes(body), Method, _keys).Fault;

    private void Refused(ResponseFault fault, string body)
    {
        Assert.IsType<GatewayAnswer.Unusable>(Judge(body));
        Assert.Equal(fault, Fault(body));
    }
}
