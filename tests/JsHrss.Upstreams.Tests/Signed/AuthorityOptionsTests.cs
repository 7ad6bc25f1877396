using System.Security.Cryptography;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.Upstreams.Tests.Signed;

/// <summary>A wrong setting stops the start and says what to write.</summary>
public sealed class AuthorityOptionsTests : IDisposable
{
    private readonly SignedFiles _files = new();

    public AuthorityOptionsTests()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        _files.Write("p384.pem", other.ExportPkcs8PrivateKeyPem());
        _files.Write("rsa.pem", rsa.ExportPkcs8PrivateKeyPem());
        _files.Write("text.pem", "no key");
    }

    private static Dictionary<string, string?> Good => new()
    {
        ["Upstreams:Authority:Enabled"] = "true",
        ["Upstreams:Authority:Address"] = "https://registers.example.cn/authority/",
        ["Upstreams:Authority:PrivateKeyFile"] = SignedFiles.Ours,
        ["Upstreams:Authority:ServiceKeyFile"] = SignedFiles.Theirs,
    };

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Nothing_said_connects_nothing_and_says_so()
    {
        await using var services = Start([]);
        var document = IdentityDocument.Read(IdDocumentType.ResidentIdentityCard, "320100197303190190", new DateOnly(2026, 11, 21)).Value;
        Assert.IsType<RegisterAnswer.NotConnected>(await services.GetRequiredService<IRegistrationAuthority>().UnitsOfAsync(document, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_complete_configuration_starts()
    {
        using var services = Start(Good);
        Assert.Equal("RegistrationAuthority", services.GetRequiredService<IRegistrationAuthority>().GetType().Name);
    }

    [Theory]
    [InlineData("Upstreams:Authority:Address", "")]
    [InlineData("Upstreams:Authority:Address", "http://registers.example.cn/authority/")]
    [InlineData("Upstreams:Authority:Address", "http://localhost:5400/registers/authority/")]
    [InlineData("Upstreams:Authority:Address", "https://registers.example.cn/authority")]
    [InlineData("Upstreams:Authority:Address", "https://user@registers.example.cn/")]
    [InlineData("Upstreams:Authority:Caller", "省 厅")]
    [InlineData("Upstreams:Authority:PrivateKeyFile", "")]
    [InlineData("Upstreams:Authority:PrivateKeyFile", "nowhere")]
    [InlineData("Upstreams:Authority:PrivateKeyFile", "text.pem")]
    [InlineData("Upstreams:Authority:PrivateKeyFile", "rsa.pem")]
    [InlineData("Upstreams:Authority:PrivateKeyFile", "p384.pem")]
    [InlineData("Upstreams:Authority:PrivateKeyFile", SignedFiles.Theirs)]
    [InlineData("Upstreams:Authority:ServiceKeyFile", "")]
    [InlineData("Upstreams:Authority:ServiceKeyFile", "text.pem")]
    [InlineData("Upstreams:Authority:Patience", "00:01:00")]
    public void A_wrong_member_is_named(string member, string value)
    {
        var settings = Good;
        settings[member] = value;
        Assert.Contains(member, Assert.Throws<InvalidOperationException>(() => Start(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Development_may_ask_this_machine()
    {
        var settings = Good;
        settings["Upstreams:Authority:Address"] = "http://localhost:5400/registers/authority/";
        using var services = Start(settings, isDevelopment: true);
        Assert.NotNull(services.GetRequiredService<IRegistrationAuthority>());
    }

    private ServiceProvider Start(Dictionary<string, string?> settings, bool isDevelopment = false) =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddUpstreams(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), _files.Folder, isDevelopment)
            .BuildServiceProvider();
}
