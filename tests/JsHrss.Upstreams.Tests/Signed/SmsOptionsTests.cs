using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.Upstreams.Tests.Signed;

/// <summary>A wrong setting of the gateway stops the start and says what to write; what is judged of each member stands in <see cref="AuthorityOptionsTests"/>.</summary>
public sealed class SmsOptionsTests : IDisposable
{
    private readonly SignedFiles _files = new();

    private static Dictionary<string, string?> Good => new()
    {
        ["Upstreams:Sms:Enabled"] = "true",
        ["Upstreams:Sms:Address"] = "https://messages.example.cn/sms/",
        ["Upstreams:Sms:PrivateKeyFile"] = SignedFiles.Ours,
        ["Upstreams:Sms:ServiceKeyFile"] = SignedFiles.Theirs,
    };

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Nothing_said_connects_nothing_and_says_so()
    {
        await using var services = Start([]);
        var gateway = services.GetRequiredService<ISmsGateway>();
        Assert.False(gateway.IsConnected);
        Assert.IsType<SmsAnswer.NotAsked>(await gateway.SendAsync("0123456789abcdef", PhoneNumber.Read("13000000006").Value, "x", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_complete_configuration_starts()
    {
        using var services = Start(Good);
        Assert.True(services.GetRequiredService<ISmsGateway>().IsConnected);
    }

    [Theory]
    [InlineData("Upstreams:Sms:Address", "http://messages.example.cn/sms/")]
    [InlineData("Upstreams:Sms:Address", "https://messages.example.cn/sms")]
    [InlineData("Upstreams:Sms:Caller", "省 厅")]
    [InlineData("Upstreams:Sms:PrivateKeyFile", "")]
    [InlineData("Upstreams:Sms:PrivateKeyFile", SignedFiles.Theirs)]
    [InlineData("Upstreams:Sms:ServiceKeyFile", "nowhere")]
    [InlineData("Upstreams:Sms:Patience", "00:01:00")]
    public void A_wrong_member_is_named(string member, string value)
    {
        var settings = Good;
        settings[member] = value;
        Assert.Contains(member, Assert.Throws<InvalidOperationException>(() => Start(settings)).Message, StringComparison.Ordinal);
    }

    private ServiceProvider Start(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddUpstreams(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), _files.Folder, isDevelopment: false)
            .BuildServiceProvider();
}
