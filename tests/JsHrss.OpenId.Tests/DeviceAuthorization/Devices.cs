using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.DeviceAuthorization;

/// <summary>A device as it asks and polls, and the person who walks up to it.</summary>
internal sealed record Device(ProviderHost Host, Client Client, Answered Asked)
{
    public const string Path = "/connect/device";
    public const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public string Code => Asked["device_code"]!;

    public string UserCode => Asked["user_code"]!;

    /// <summary>Asks as the terminal does.</summary>
    public static async Task<Device> AskAsync(ProviderHost host, Client? client = null, params (string, string)[] more)
    {
        (string, string)[] scope = more.Any(one => one.Item1 == "scope") ? [] : [("scope", "openid profile")];
        var answer = await host.PostAsync(Path, client ?? SampleClients.Kiosk, [.. scope, .. more]);
        Assert.Equal(200, (int)answer.Status);
        return new Device(host, client ?? SampleClients.Kiosk, answer);
    }

    /// <summary>One poll, at once.</summary>
    public Task<Answered> PollAsync(Client? client = null, params (string, string)[] more) => Host.TokenAsync(client ?? Client, [("grant_type", GrantType), ("device_code", Code), .. more]);

    /// <summary>Waits as told, then polls.</summary>
    public Task<Answered> NextPollAsync()
    {
        Host.Clock.Advance(Interval);
        return PollAsync();
    }

    /// <summary>The person enters the code and is led to the first page.</summary>
    public async Task<HttpResponseMessage> EnterAsync() =>
        await Host.Browser.GetAsync(Assert.IsType<EnteredCode.Found>(await Host.EnterAsync(UserCode)).Url, TestContext.Current.CancellationToken);

    /// <summary>The person signed in enters the code and approves.</summary>
    public async Task<HttpResponseMessage> ApproveAsync()
    {
        var interaction = (await EnterAsync()).InteractionAt("device/approve");
        await Host.ApproveAsync(interaction);
        return await Host.Browser.ResumeAsync(interaction);
    }
}
