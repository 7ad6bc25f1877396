using System.Security.Cryptography;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Upstreams.Alipay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.Upstreams.Tests.Alipay;

/// <summary>A wrong setting stops the start and says what to write.</summary>
public sealed class AlipayOptionsTests
{
    private static Dictionary<string, string?> Good => new()
    {
        ["Alipay:Enabled"] = "true",
        ["Alipay:Gateway"] = "https://openapi.alipay.com/gateway.do",
        ["Alipay:AppId"] = "2021000000000001",
        ["Alipay:PrivateKeyFile"] = "Alipay/Vectors/app-key.pkcs1.txt",
        ["Alipay:GatewayKeyFile"] = "Alipay/Vectors/app-key.public.txt",
    };

    [Fact]
    public void A_complete_configuration_offers_the_channel() =>
        Assert.Equal("alipay", Start(Good).GetServices<IFaceChannel>().Single().Code);

    [Fact]
    public void Nothing_said_offers_nothing() =>
        Assert.Empty(Start([]).GetServices<IFaceChannel>());

    [Theory]
    [InlineData("Alipay:Gateway", "http://openapi.alipay.com/gateway.do")]
    [InlineData("Alipay:Gateway", "http://localhost:5400/gateway.do")]
    [InlineData("Alipay:Gateway", "https://user@openapi.alipay.com/gateway.do")]
    [InlineData("Alipay:Gateway", "")]
    [InlineData("Alipay:AppId", "")]
    [InlineData("Alipay:AppId", "abc")]
    [InlineData("Alipay:PrivateKeyFile", "")]
    [InlineData("Alipay:PrivateKeyFile", "Alipay/Vectors/nowhere")]
    [InlineData("Alipay:PrivateKeyFile", "Alipay/Vectors/request.txt")]
    [InlineData("Alipay:PrivateKeyFile", "Alipay/Vectors/app-key.public.txt")]
    [InlineData("Alipay:PrivateKeyFile", "Alipay/Vectors/app-key.public.pem")]
    [InlineData("Alipay:GatewayKeyFile", "")]
    [InlineData("Alipay:GatewayKeyFile", "Alipay/Vectors/response-node.txt")]
    [InlineData("Alipay:FaceBizCode", "SELFIE")]
    [InlineData("Alipay:Patience", "00:05:00")]
    public void A_wrong_member_is_named(string member, string value)
    {
        var settings = Good;
        settings[member] = value;
        Assert.Contains(member, Assert.Throws<InvalidOperationException>(() => Start(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Development_may_use_a_gateway_on_this_machine()
    {
        var settings = Good;
        settings["Alipay:Gateway"] = "http://localhost:5400/gateway.do";
        Assert.NotEmpty(Start(settings, isDevelopment: true).GetServices<IFaceChannel>());
    }

    [Fact]
    public void A_short_key_is_refused()
    {
        using var key = RSA.Create(1024);
        Assert.Contains("2048", Assert.Throws<InvalidOperationException>(() => AlipayKeys.FromText(key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem())).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Start(Dictionary<string, string?> settings, bool isDevelopment = false) =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddUpstreams(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), AppContext.BaseDirectory, isDevelopment)
            .BuildServiceProvider();
}
