using System.Security.Cryptography;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using UpstreamSandbox.Wire;

namespace JsHrss.Upstreams.Tests.Sandbox;

/// <summary>Our client of the gateway of short messages against the simulated one: what arrives, what is believed, and every way of failing.</summary>
[Collection("sandbox")]
public sealed class SmsSandboxTests(SandboxHost sandbox) : IDisposable
{
    private const string Text = "【江苏人社】样本制造有限公司已将您添加为经办人。";

    private static int s_numbers;

    private readonly PhoneNumber _to = PhoneNumber.Read($"1990000{Interlocked.Increment(ref s_numbers):0000}").Value;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string NewKey => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private string[] Arrived => [.. sandbox.Inbox.Newest.Where(message => message.To == _to.Value).Select(message => message.Text)];

    public void Dispose() => sandbox.Moods.Choose(Moods.Sms, Mood.Normal);

    [Fact]
    [Trait("Spec", "R134")]
    public async Task A_message_arrives_and_one_that_is_handed_over_again_arrives_once()
    {
        using var gateway = sandbox.Sms();
        var key = NewKey;
        var first = Assert.IsType<SmsAnswer.Accepted>(await gateway.SendAsync(key, _to, Text, Ct));
        Assert.Equal(first, await gateway.SendAsync(key, _to, Text, Ct));
        Assert.Equal([Text], Arrived);
        Assert.NotEqual(first, await gateway.SendAsync(NewKey, _to, Text, Ct));
        Assert.Equal(2, Arrived.Length);
    }

    [Fact]
    public async Task What_it_will_never_take_is_refused()
    {
        using var gateway = sandbox.Sms();
        Assert.IsType<SmsAnswer.Refused>(await gateway.SendAsync(NewKey, _to, new string('长', 501), Ct));
        Assert.IsType<SmsAnswer.Refused>(await gateway.SendAsync("short", _to, Text, Ct));
        Assert.Empty(Arrived);
    }

    [Theory]
    [InlineData(nameof(Mood.WrongSignature))]
    [InlineData(nameof(Mood.SystemError))]
    [InlineData(nameof(Mood.Down))]
    [InlineData(nameof(Mood.Garbage))]
    [InlineData(nameof(Mood.BadGateway))]
    [Trait("Case", "FT-14")]
    public async Task Whatever_goes_wrong_there_it_is_tried_again_and_arrives_once(string name)
    {
        using var gateway = sandbox.Sms();
        var key = NewKey;
        sandbox.Moods.Choose(Moods.Sms, Enum.Parse<Mood>(name));
        Assert.IsType<SmsAnswer.Unavailable>(await gateway.SendAsync(key, _to, Text, Ct));
        sandbox.Moods.Choose(Moods.Sms, Mood.Normal);
        Assert.IsType<SmsAnswer.Accepted>(await gateway.SendAsync(key, _to, Text, Ct));
        Assert.Equal([Text], Arrived);
    }

    [Fact]
    [Trait("Case", "FT-14")]
    public async Task An_answer_that_was_given_to_another_message_is_not_believed()
    {
        using var gateway = sandbox.Sms();
        Assert.IsType<SmsAnswer.Accepted>(await gateway.SendAsync(NewKey, _to, Text, Ct));
        sandbox.Moods.Choose(Moods.Sms, Mood.Replay);
        Assert.IsType<SmsAnswer.Unavailable>(await gateway.SendAsync(NewKey, _to, Text, Ct));
    }

    [Fact]
    public async Task A_hanging_gateway_is_not_waited_for_and_after_some_failures_left_alone()
    {
        using var gateway = sandbox.Sms(TimeSpan.FromMilliseconds(150));
        sandbox.Moods.Choose(Moods.Sms, Mood.Slow);
        for (var call = 0; call < 5; call++)
            Assert.IsType<SmsAnswer.Unavailable>(await gateway.SendAsync(NewKey, _to, Text, Ct));
        sandbox.Moods.Choose(Moods.Sms, Mood.Normal);
        // Nothing left the house: that is no try.
        Assert.IsType<SmsAnswer.NotAsked>(await gateway.SendAsync(NewKey, _to, Text, Ct));
        Assert.Empty(Arrived);
    }
}
