using JsHrss.Accounts.FaceChecks;
using JsHrss.Upstreams.Tests.Alipay;
using UpstreamSandbox.Alipay;
using UpstreamSandbox.Wire;

namespace JsHrss.Upstreams.Tests.Sandbox;

/// <summary>Our client against the simulated platform: every way of ending, and every way of failing.</summary>
[Collection("sandbox")]
public sealed class AlipaySandboxTests(SandboxHost sandbox) : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => sandbox.Moods.Choose(Moods.Alipay, Mood.Normal);

    [Theory]
    [InlineData(nameof(BillState.Passed), "Passed")]
    [InlineData(nameof(BillState.Failed), "Failed")]
    [InlineData(nameof(BillState.Expired), "Gone")]
    public async Task A_face_check_ends_as_its_holder_ends_it(string ending, string expected)
    {
        var channel = sandbox.Channel();
        var started = await BeginAsync(channel);
        Assert.IsType<FaceAnswer.Pending>(await channel.AskAsync(started.Reference, TestGateway.Subject, Ct));

        using var page = await sandbox.Browser.GetAsync(new Uri(started.Prompt.QrText), Ct);
        var face = page.Headers.Location!.OriginalString;
        Assert.Equal($"/alipay/face/{started.Reference}", face);
        Assert.IsType<FaceAnswer.Pending>(await channel.AskAsync(started.Reference, TestGateway.Subject, Ct));

        using var sent = await sandbox.SendFormAsync(face, face, ("outcome", ending));
        Assert.Equal(302, (int)sent.StatusCode);
        Assert.StartsWith(expected, (await channel.AskAsync(started.Reference, TestGateway.Subject, Ct)).ToString(), StringComparison.Ordinal);
        Assert.False(sandbox.Bills.Move(started.Reference.Value, BillState.Passed));
    }

    [Theory]
    [InlineData(nameof(Mood.WrongSignature))]
    [InlineData(nameof(Mood.DuplicateNode))]
    [InlineData(nameof(Mood.UnsignedError))]
    [InlineData(nameof(Mood.UnsignedSuccess))]
    [InlineData(nameof(Mood.SystemError))]
    [InlineData(nameof(Mood.Down))]
    [InlineData(nameof(Mood.Garbage))]
    [InlineData(nameof(Mood.BadGateway))]
    [Trait("Case", "FT-14")]
    public async Task Whatever_goes_wrong_there_a_pass_is_not_believed_and_nothing_breaks(string name)
    {
        var channel = sandbox.Channel();
        var started = await BeginAsync(channel);
        sandbox.Bills.Move(started.Reference.Value, BillState.Passed);
        sandbox.Moods.Choose(Moods.Alipay, Enum.Parse<Mood>(name));
        Assert.IsType<FaceAnswer.Unavailable>(await channel.AskAsync(started.Reference, TestGateway.Subject, Ct));
        Assert.IsType<FaceStart.Unavailable>(await channel.StartAsync(TestGateway.Subject, FaceOrderNumber.Next(), Ct));
        sandbox.Moods.Choose(Moods.Alipay, Mood.Normal);
        Assert.IsType<FaceAnswer.Passed>(await channel.AskAsync(started.Reference, TestGateway.Subject, Ct));
    }

    [Fact]
    public async Task A_slow_platform_is_not_waited_for()
    {
        var started = await BeginAsync(sandbox.Channel());
        sandbox.Moods.Choose(Moods.Alipay, Mood.Slow);
        Assert.IsType<FaceAnswer.Unavailable>(await sandbox.Channel(TimeSpan.FromMilliseconds(200)).AskAsync(started.Reference, TestGateway.Subject, Ct));
    }

    [Fact]
    public async Task Escaped_slashes_are_believed()
    {
        var channel = sandbox.Channel();
        var started = await BeginAsync(channel);
        sandbox.Bills.Move(started.Reference.Value, BillState.Passed);
        sandbox.Moods.Choose(Moods.Alipay, Mood.EscapedSlashes);
        Assert.IsType<FaceAnswer.Passed>(await channel.AskAsync(started.Reference, TestGateway.Subject, Ct));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_replayed_pass_of_another_person_is_a_failure()
    {
        var channel = sandbox.Channel();
        var theirs = await BeginAsync(channel);
        sandbox.Bills.Move(theirs.Reference.Value, BillState.Passed);
        Assert.IsType<FaceAnswer.Passed>(await channel.AskAsync(theirs.Reference, TestGateway.Subject, Ct));

        var other = new FaceSubject(JsHrss.Accounts.Identifiers.PersonName.Read("张示法").Value, TestGateway.Document(JsHrss.Accounts.Identifiers.IdDocumentType.ResidentIdentityCard, "320100199001010018"));
        var mine = Assert.IsType<FaceStart.Started>(await channel.StartAsync(other, FaceOrderNumber.Next(), Ct));
        sandbox.Moods.Choose(Moods.Alipay, Mood.Replay);
        Assert.Equal(new FaceAnswer.Failed(FaceFailure.OtherSubject), await channel.AskAsync(mine.Reference, other, Ct));
    }

    [Fact]
    public async Task A_check_nobody_finishes_runs_out()
    {
        var channel = sandbox.Channel();
        var started = await BeginAsync(channel);
        sandbox.Clock.MoveBy(FaceBills.Life + TimeSpan.FromSeconds(1));
        try
        {
            Assert.IsType<FaceAnswer.Gone>(await channel.AskAsync(started.Reference, TestGateway.Subject, Ct));
        }
        finally
        {
            sandbox.Clock.BackToNow();
        }
    }

    [Fact]
    public async Task An_unknown_reference_is_gone() =>
        Assert.IsType<FaceAnswer.Gone>(await sandbox.Channel().AskAsync(FaceReference.Read("nobody")!.Value, TestGateway.Subject, Ct));

    [Fact]
    public async Task An_order_number_serves_once()
    {
        var channel = sandbox.Channel();
        var order = FaceOrderNumber.Next();
        Assert.IsType<FaceStart.Started>(await channel.StartAsync(TestGateway.Subject, order, Ct));
        Assert.IsType<FaceStart.NotServed>(await channel.StartAsync(TestGateway.Subject, order, Ct));
    }

    [Fact]
    public async Task An_address_that_somebody_changed_opens_nothing()
    {
        var started = await BeginAsync(sandbox.Channel());
        using var page = await sandbox.Browser.GetAsync(new Uri(started.Prompt.QrText.Replace("2021", "2022", StringComparison.Ordinal)), Ct);
        Assert.Equal("/alipay/face/unknown", page.Headers.Location!.OriginalString);
    }

    private static async Task<FaceStart.Started> BeginAsync(Upstreams.Alipay.AlipayFaceChannel channel) =>
        Assert.IsType<FaceStart.Started>(await channel.StartAsync(TestGateway.Subject, FaceOrderNumber.Next(), Ct));
}
