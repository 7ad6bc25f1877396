using JsHrss.Accounts.FaceChecks;
using JsHrss.Upstreams.Alipay;
using JsHrss.Upstreams.Outgoing;
using Microsoft.AspNetCore.Http;

namespace JsHrss.Upstreams.Tests.Alipay;

/// <summary>A gateway that is slow, down or lying costs its own channel alone, and never an exception.</summary>
public sealed class DeadGatewayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FaceReference Reference => FaceReference.Read("c1")!.Value;

    [Fact]
    [Trait("Case", "FT-14")]
    public async Task A_gateway_that_is_gone_is_unavailable()
    {
        var gateway = await TestGateway.StartAsync();
        var channel = gateway.Channel;
        gateway.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.IsType<FaceAnswer.Unavailable>(await channel.AskAsync(Reference, TestGateway.Subject, Ct));
        Assert.IsType<FaceStart.Unavailable>(await channel.StartAsync(TestGateway.Subject, FaceOrderNumber.Next(), Ct));
        await gateway.DisposeAsync();
    }

    [Fact]
    [Trait("Case", "FT-14")]
    [Trait("Case", "FE-13")]
    public async Task A_gateway_that_never_ends_its_answer_is_not_waited_for()
    {
        await using var gateway = await TestGateway.StartAsync(TimeSpan.FromMilliseconds(300));
        gateway.Answer = async context =>
        {
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        Assert.Equal(new GatewayAnswer.Unusable("too_slow"), await gateway.Client.CallAsync("alipay.x", new { }, Ct));
    }

    [Theory]
    [Trait("Case", "FE-13")]
    [InlineData(500, "status_500")]
    [InlineData(502, "status_502")]
    [InlineData(302, "status_302")]
    [InlineData(200, "garbage")]
    public async Task Pages_and_redirects_are_no_answers(int status, string reason)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.AnswerText("<html>Bad Gateway</html>", status);
        Assert.Equal(new GatewayAnswer.Unusable(reason), await gateway.Client.CallAsync("alipay.x", new { }, Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_without_end_is_cut_off(bool promised)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Answer = context =>
        {
            var body = new byte[AlipayGatewayClient.MaxLength + 1];
            if (promised)
                context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        };
        Assert.Equal(new GatewayAnswer.Unusable("too_long"), await gateway.Client.CallAsync("alipay.x", new { }, Ct));
    }

    [Fact]
    [Trait("Case", "FE-13")]
    public async Task After_five_failures_nobody_calls_until_it_has_rested()
    {
        var time = new HandMovedTime();
        await using var gateway = await TestGateway.StartAsync(time: time);
        gateway.AnswerText("no", 500);
        for (var i = 0; i < Breaker.Failures + 3; i++)
            Assert.IsType<FaceAnswer.Unavailable>(await gateway.Channel.AskAsync(Reference, TestGateway.Subject, Ct));
        Assert.Equal(Breaker.Failures, gateway.Calls);

        time.Move(Breaker.Rest);
        gateway.AnswerSigned("alipay.user.certify.open.query", """{"code":"10000","passed":"T"}""");
        Assert.IsType<FaceAnswer.Passed>(await gateway.Channel.AskAsync(Reference, TestGateway.Subject, Ct));
        Assert.IsType<FaceAnswer.Passed>(await gateway.Channel.AskAsync(Reference, TestGateway.Subject, Ct));
        Assert.Equal(Breaker.Failures + 2, gateway.Calls);
    }

    [Fact]
    public async Task Whoever_goes_away_meanwhile_is_told_so()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        gateway.Answer = async context =>
        {
            await gone.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.Channel.AskAsync(Reference, TestGateway.Subject, gone.Token));
    }

    [Fact]
    public void One_call_alone_tries_a_rested_gateway()
    {
        var time = new HandMovedTime();
        var breaker = new Breaker(time);
        for (var i = 0; i < Breaker.Failures; i++)
        {
            Assert.True(breaker.MayCall());
            breaker.Tell(answered: false);
        }

        Assert.False(breaker.MayCall());
        time.Move(Breaker.Rest);
        Assert.True(breaker.MayCall());
        Assert.False(breaker.MayCall());
        breaker.Withdraw();
        Assert.True(breaker.MayCall());
        breaker.Tell(answered: false);
        Assert.False(breaker.MayCall());
    }

    private sealed class HandMovedTime : TimeProvider
    {
        private long _ticks = DateTimeOffset.UnixEpoch.AddYears(56).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);

        public override long GetTimestamp() => _ticks;

        public void Move(TimeSpan by) => _ticks += by.Ticks;
    }
}
