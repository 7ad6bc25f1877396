using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JsHrss.Upstreams.Alipay;

namespace JsHrss.Upstreams.Tests.Alipay;

[Trait("Spec", "Alipay RSA2 request signing")]
public sealed class SignedRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_text_to_sign_is_the_one_of_the_platform()
    {
        using var keys = AlipayKeys.FromText(Vector.Text("app-key.pkcs1.txt"), Vector.Text("app-key.public.txt"));
        var request = SignedRequest.For("2021000000000001", "alipay.user.certify.open.query", new { certify_id = "示例&a=b+c /" }, Now, keys);
        Assert.Equal(Vector.Text("request.txt"), SignedRequest.TextToSign(request.Parameters));
        Assert.Equal(Vector.Text("request.signature.txt"), request.Parameters["sign"]);
    }

    [Theory]
    [InlineData("app-key.pkcs1.txt")]
    [InlineData("app-key.pkcs8.txt")]
    [InlineData("app-key.pkcs8.pem")]
    public void A_key_in_any_of_its_forms_makes_the_same_signature(string file)
    {
        using var keys = AlipayKeys.FromText(Vector.Text(file), Vector.Text("app-key.public.pem"));
        Assert.Equal(Vector.Text("request.signature.txt"), keys.Sign(Vector.Bytes("request.txt")));
    }

    [Fact]
    public void Sign_and_empty_values_are_left_out_and_sign_type_is_kept() =>
        Assert.Equal("a=1&sign_type=RSA2", SignedRequest.TextToSign(new Dictionary<string, string> { ["sign"] = "x", ["b"] = "", ["sign_type"] = "RSA2", ["a"] = "1" }));

    [Fact]
    public void The_order_is_ordinal_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
            Assert.Equal("B=1&a=2&a_b=3&ab=4", SignedRequest.TextToSign(new Dictionary<string, string> { ["ab"] = "4", ["a_b"] = "3", ["a"] = "2", ["B"] = "1" }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_page_address_carries_everything_that_was_signed()
    {
        using var keys = AlipayKeys.FromText(Vector.Text("app-key.pkcs8.txt"), Vector.Text("app-key.public.pem"));
        var address = SignedRequest.For("2021000000000001", "alipay.user.certify.open.certify", new { certify_id = "a+b&c=d 示例" }, Now, keys).ToUrl(new Uri("https://openapi.alipay.com/gateway.do"));
        var parameters = address.Query[1..].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));
        Assert.Equal("""{"certify_id":"a+b&c=d 示例"}""", parameters["biz_content"]);
        using var key = RSA.Create();
        key.ImportFromPem(Vector.Text("app-key.public.pem"));
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(SignedRequest.TextToSign(parameters)), Convert.FromBase64String(parameters["sign"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
