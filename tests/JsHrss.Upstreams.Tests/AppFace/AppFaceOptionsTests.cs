using System.Security.Cryptography;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Upstreams.Tests.Alipay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.Upstreams.Tests.AppFace;

/// <summary>The app's face service by its configuration: a wrong one stops the start, and only its keys sign results (ADR 0016).</summary>
public sealed class AppFaceOptionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jshrss-appface-");
    private readonly ECDsa _first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _second = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public AppFaceOptionsTests()
    {
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        Write("first.pem", _first.ExportSubjectPublicKeyInfoPem());
        Write("second.pem", _second.ExportSubjectPublicKeyInfoPem());
        Write("private.pem", _first.ExportPkcs8PrivateKeyPem());
        Write("wide.pem", wide.ExportSubjectPublicKeyInfoPem());
        Write("rsa.pem", rsa.ExportSubjectPublicKeyInfoPem());
        Write("empty.pem", "");
    }

    private static Dictionary<string, string?> Good => new()
    {
        ["Issuer"] = "https://id.example",
        ["AppFace:Enabled"] = "true",
        ["AppFace:Service"] = "https://face.example",
        ["AppFace:KeyFiles:0"] = "first.pem",
        ["AppFace:KeyFiles:1"] = "second.pem",
    };

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_complete_configuration_offers_the_channel_with_its_own_code()
    {
        var channel = Start(Good).GetServices<IFaceChannel>().Single();
        Assert.Equal(("app", false), (channel.Code, channel.IsAsked));
        Assert.True(channel.Serves(IdDocumentType.ResidentIdentityCard));
        Assert.False(channel.Serves(IdDocumentType.ForeignPassport));
        var order = FaceOrderNumber.Next();
        var prompt = Assert.IsType<FaceStart.Awaited>(await channel.StartAsync(TestGateway.Subject, order, TestContext.Current.CancellationToken)).Prompt;
        Assert.Equal(($"https://id.example/face/scan/{order}", $"jshrss-app://face/{order}"), (prompt.QrText, prompt.AppLink!.OriginalString));
    }

    [Fact]
    public void Nothing_said_offers_nothing_and_believes_nobody()
    {
        var services = Start([]);
        Assert.Empty(services.GetServices<IFaceChannel>());
        Assert.False(services.GetRequiredService<IAppFaceService>().HasSigned(KidOf(_first), "x"u8, _first.SignData("x"u8, HashAlgorithmName.SHA256)));
    }

    /// <summary>Both sign while the service changes its key; neither under the other's name.</summary>
    [Fact]
    public void Its_keys_sign_by_their_own_names()
    {
        var service = Start(Good).GetRequiredService<IAppFaceService>();
        Assert.Equal(("https://face.example", "https://id.example"), (service.Name, service.Audience));
        foreach (var (key, other) in new[] { (_first, _second), (_second, _first) })
        {
            Assert.True(service.HasSigned(KidOf(key), "x"u8, key.SignData("x"u8, HashAlgorithmName.SHA256)));
            Assert.False(service.HasSigned(KidOf(key), "y"u8, key.SignData("x"u8, HashAlgorithmName.SHA256)));
            Assert.False(service.HasSigned(KidOf(other), "x"u8, key.SignData("x"u8, HashAlgorithmName.SHA256)));
        }
    }

    [Theory]
    [InlineData("AppFace:Service", "")]
    [InlineData("AppFace:Service", "two words")]
    [InlineData("AppFace:Documents:0", "DRIVER")]
    [InlineData("AppFace:KeyFiles:0", "nowhere.pem", "AppFace:KeyFiles")]
    [InlineData("AppFace:KeyFiles:0", "private.pem", "private key")]
    [InlineData("AppFace:KeyFiles:0", "wide.pem", "P-256")]
    [InlineData("AppFace:KeyFiles:0", "rsa.pem", "P-256")]
    [InlineData("AppFace:KeyFiles:0", "empty.pem", "P-256")]
    [InlineData("AppFace:KeyFiles:0", "second.pem", "twice")]
    public void A_wrong_member_is_named(string member, string value, string? said = null)
    {
        var settings = Good;
        settings[member] = value;
        Assert.Contains(said ?? member.TrimEnd('0').TrimEnd(':'), Assert.Throws<InvalidOperationException>(() => Start(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_it_does_not_start()
    {
        var settings = Good;
        settings.Remove("AppFace:KeyFiles:0");
        settings.Remove("AppFace:KeyFiles:1");
        Assert.Contains("AppFace:KeyFiles", Assert.Throws<InvalidOperationException>(() => Start(settings)).Message, StringComparison.Ordinal);
    }

    private static string KidOf(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        var jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{System.Buffers.Text.Base64Url.EncodeToString(q.X)}}","y":"{{System.Buffers.Text.Base64Url.EncodeToString(q.Y)}}"}""";
        return System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(jwk)));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private ServiceProvider Start(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddUpstreams(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), _folder.FullName, isDevelopment: false)
            .BuildServiceProvider();
}
