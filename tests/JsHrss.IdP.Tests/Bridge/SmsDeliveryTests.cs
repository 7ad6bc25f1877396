using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Metrics;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JsHrss.IdP.Tests.Bridge;

/// <summary>From the outbox to the gateway: what becomes of a message, and of the others while one does not go.</summary>
public sealed class SmsDeliveryTests : IAsyncDisposable
{
    private const string Text = "【江苏人社】示例科技有限公司已将您添加为经办人。";
    private const string Sun = "13000000006";
    private const string Wang = "13000000003";

    private readonly MovableClock _clock = new();
    private readonly InMemoryLedger _ledger;
    private readonly InMemoryOutbox _outbox;
    private readonly TestGateway _gateway = new();
    private readonly LogLines _log = new(LogLevel.Trace);
    private readonly ServiceProvider _services;
    private readonly List<(string Outcome, long Count)> _measured = [];
    private readonly MeterListener _listener = new();

    public SmsDeliveryTests()
    {
        _ledger = new InMemoryLedger(_clock);
        _outbox = new InMemoryOutbox(_clock, _ledger);
        _services = new ServiceCollection()
            .AddMetrics()
            .AddLogging(logs => logs.SetMinimumLevel(LogLevel.Trace).AddProvider(_log))
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IOutbox>(_outbox)
            .AddSingleton<ISmsGateway>(_gateway)
            .AddSingleton(new Readiness(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), new Current()))
            .AddSingleton<ServerMeter>()
            .AddSingleton<SmsDelivery>()
            .BuildServiceProvider();
        _ = _services.GetRequiredService<ServerMeter>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "jshrss.sms" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_measured)
                _measured.Add(((string)tags[0].Value!, count));
        });
        _listener.Start();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _services.DisposeAsync();
        _outbox.Dispose();
    }

    [Fact]
    [Trait("Spec", "R134")]
    public async Task One_that_is_accepted_is_over_and_one_whose_answer_was_lost_goes_again_with_the_same_key()
    {
        Queue(Sun);
        _gateway.Answer = new SmsAnswer.Unavailable();
        var pause = await SendNextAsync();
        Assert.InRange(pause!.Value, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
        _gateway.Answer = new SmsAnswer.Accepted("sms-1");
        _clock.Add(TimeSpan.FromSeconds(5));
        Assert.Null(await SendNextAsync());
        Assert.Equal("delivered", Assert.Single(_outbox.Finished).Result);
        var sent = _gateway.Sent.ToArray();
        Assert.Equal((2, 1, Sun, Text), (sent.Length, sent.Select(one => one.Key).Distinct().Count(), sent[1].To, sent[1].Text));
        Assert.InRange(sent[0].Key.Length, 16, 64);
        Assert.Equal([("unavailable", 1), ("accepted", 1)], _measured);
        Assert.Empty(_ledger.Facts);
    }

    [Fact]
    [Trait("Case", "FT-14")]
    public async Task While_the_gateway_is_left_alone_nothing_counts_as_a_try_and_nothing_is_taken()
    {
        Queue(Sun);
        _gateway.Answer = new SmsAnswer.NotAsked();
        using var node = Node();
        await node.StartAsync(Ct);
        await UntilAsync(() => _services.GetRequiredService<SmsDelivery>().Rests);
        Queue(Wang);
        await Task.Delay(50, Ct);
        Assert.Equal([Sun], _gateway.Sent.Select(one => one.To));
        await node.StopAsync(Ct);
        Assert.Equal([0, 0], _outbox.Queued.Select(one => one.Attempts));
        Assert.All(_outbox.Queued, one => Assert.True(one.NotBefore <= _clock.GetUtcNow()));
        // No lease holds it: whoever asks a gateway that answers sends it now, in its place.
        _gateway.Answer = new SmsAnswer.Accepted("sms-1");
        Assert.Null(await SendNextAsync());
        Assert.Equal($"digest-of-{Sun}", Assert.Single(_outbox.Finished).Target);
        Assert.Empty(_ledger.Facts);
    }

    [Fact]
    public async Task A_node_without_a_gateway_leaves_alone_what_another_may_send_and_gives_up_what_is_too_old()
    {
        _gateway.IsConnected = false;
        _gateway.Answer = new SmsAnswer.NotAsked();
        Queue(Sun);
        _clock.Add(Notice.SentWithin);
        _clock.Add(TimeSpan.FromSeconds(1));
        Queue(Wang);
        Assert.Equal(2, _outbox.Queued.Length);
        using var node = Node();
        await node.StartAsync(Ct);
        await UntilAsync(() => _outbox.Finished.Length == 1);
        await node.StopAsync(Ct);
        Assert.Equal(($"digest-of-{Sun}", "given_up"), _outbox.Finished[0]);
        Assert.Equal(0, Assert.Single(_outbox.Queued).Attempts);
        Assert.Empty(_gateway.Sent);
        Assert.Single(await _outbox.TakeAsync(ShortMessage.OutboxKind, 5, TimeSpan.FromMinutes(1), Ct));
    }

    [Fact]
    public async Task A_refusal_is_final_and_leaves_a_fact()
    {
        var (person, membership) = Queue(Sun);
        _gateway.Answer = new SmsAnswer.Refused();
        Assert.Null(await SendNextAsync());
        Assert.Equal("refused", Assert.Single(_outbox.Finished).Result);
        var fact = Assert.Single(_ledger.Facts);
        Assert.Equal(("notice.undelivered", "refused", person.ToString(), membership.ToString()), (fact.Code, fact.Reason, fact.Subject!.Value.Value, fact.Context!.Value.Value));
    }

    [Fact]
    public async Task After_a_day_of_failures_it_is_given_up()
    {
        Queue(Sun);
        _gateway.Answer = new SmsAnswer.Unavailable();
        var began = _clock.GetUtcNow();
        var (attempts, pauses) = (0, new List<TimeSpan>());
        while (!_outbox.Queued.IsEmpty)
        {
            attempts++;
            if (await SendNextAsync() is not { } pause)
                break;
            pauses.Add(pause);
            _clock.Add(pause);
        }

        Assert.Equal("given_up", Assert.Single(_outbox.Finished).Result);
        Assert.Equal("given_up", Assert.Single(_ledger.Facts).Reason);
        Assert.InRange(_clock.GetUtcNow() - began, TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.InRange(attempts, 48, 110);
        Assert.InRange(pauses[^1], TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task What_waited_longer_than_a_day_is_not_sent_any_more_and_what_cannot_be_read_is_over()
    {
        Queue(Sun);
        _clock.Add(Notice.SentWithin + TimeSpan.FromSeconds(1));
        Assert.Null(await SendNextAsync());
        _outbox.Queue(ShortMessage.OutboxKind, "x", "{}"u8.ToArray());
        Assert.Null(await SendNextAsync());
        Assert.Equal(["given_up", "unreadable"], _outbox.Finished.Select(one => one.Result));
        Assert.Empty(_gateway.Sent);
    }

    [Fact]
    [Trait("Case", "PI-04")]
    public async Task Neither_number_nor_text_is_logged_whatever_becomes_of_it()
    {
        foreach (var answer in new SmsAnswer[] { new SmsAnswer.Accepted("sms-1"), new SmsAnswer.Refused(), new SmsAnswer.Unavailable() })
        {
            Queue(Sun);
            _gateway.Answer = answer;
            await SendNextAsync();
            _clock.Add(TimeSpan.FromDays(2));
            await SendNextAsync();
        }

        Assert.NotEmpty(_log.All);
        Assert.DoesNotContain(_log.All, line => line.Contains(Sun, StringComparison.Ordinal) || line.Contains("江苏", StringComparison.Ordinal) || line.Contains("示例", StringComparison.Ordinal));
        Assert.DoesNotContain(_ledger.Facts, fact => $"{fact}{fact.Detail}".Contains(Sun, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Case", "FT-14")]
    public async Task A_gateway_that_hangs_over_one_message_holds_up_no_other_number()
    {
        var hanging = new TaskCompletionSource<SmsAnswer>();
        _gateway.Hangs = to => to == Wang ? hanging.Task : null;
        using var node = Node();
        await node.StartAsync(Ct);
        Queue(Wang);
        Queue(Wang);
        Queue(Sun);
        await UntilAsync(() => _outbox.Finished.Length == 1);
        Assert.Equal([Sun, Wang], _gateway.Sent.Select(one => one.To).Order(StringComparer.Ordinal).Reverse());
        hanging.SetResult(new SmsAnswer.Accepted(null));
        await UntilAsync(() => _outbox.Finished.Length == 3);
        await node.StopAsync(Ct);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task Two_nodes_send_each_message_once_and_one_that_throws_ends_nothing()
    {
        using var first = Node();
        using var second = Node();
        await first.StartAsync(Ct);
        await second.StartAsync(Ct);
        _gateway.Hangs = to => to == Wang ? Task.FromException<SmsAnswer>(new InvalidOperationException("A fault of ours.")) : null;
        Queue(Wang);
        for (var n = 0; n < 40; n++)
            Queue($"139{n:00000000}");
        await UntilAsync(() => _outbox.Finished.Length == 40);
        Assert.Equal(40, _gateway.Sent.Where(one => one.To != Wang).Select(one => one.Key).Distinct().Count());
        Assert.Equal(41, _gateway.Sent.Count);
        await UntilAsync(() => _log.All.Any(line => line.Contains("could not be sent", StringComparison.Ordinal)));
        Assert.DoesNotContain(_log.All, line => line.Contains("digest-of-", StringComparison.Ordinal));

        // What failed so stays under its lease, and goes after it.
        _gateway.Hangs = null;
        _clock.Add(TimeSpan.FromMinutes(2));
        first.Wake();
        await UntilAsync(() => _outbox.Finished.Length == 41);
        await first.StopAsync(Ct);
        await second.StopAsync(Ct);
    }

    [Fact]
    public async Task A_server_without_a_gateway_says_so_when_it_starts()
    {
        _gateway.IsConnected = false;
        using var node = Node();
        await node.StartAsync(Ct);
        await UntilAsync(() => _log.All.Any(line => line.Contains("Upstreams:Sms:Enabled", StringComparison.Ordinal)));
        await node.StopAsync(Ct);
    }

    private SmsDispatcher Node() => ActivatorUtilities.CreateInstance<SmsDispatcher>(_services);

    private (PersonId Person, MembershipId Membership) Queue(string number)
    {
        var (person, membership) = (PersonId.New(), MembershipId.New(_clock.GetUtcNow()));
        var message = new ShortMessage("invited", PhoneNumber.Read(number).Value, Text, _clock.GetUtcNow() + Notice.SentWithin, person, membership);
        _outbox.Queue(ShortMessage.OutboxKind, $"digest-of-{number}", message.ToBytes());
        return (person, membership);
    }

    private async Task<TimeSpan?> SendNextAsync()
    {
        TimeSpan? pause = null;
        foreach (var message in await _outbox.TakeAsync(ShortMessage.OutboxKind, 1, TimeSpan.FromMinutes(1), Ct))
            pause = await _services.GetRequiredService<SmsDelivery>().SendAsync(message, Ct);
        return pause;
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30), "It did not come so far.");
            await Task.Delay(5, Ct);
        }
    }

    private sealed class Current : IStoreCurrency
    {
        public bool IsCurrent => true;
    }

    private sealed class TestGateway : ISmsGateway
    {
        public bool IsConnected { get; set; } = true;

        public SmsAnswer Answer { get; set; } = new SmsAnswer.Accepted("sms-1");

        public Func<string, Task<SmsAnswer>?>? Hangs { get; set; }

        public ConcurrentQueue<(string Key, string To, string Text)> Sent { get; } = new();

        public async ValueTask<SmsAnswer> SendAsync(string key, PhoneNumber to, string text, CancellationToken ct)
        {
            Sent.Enqueue((key, to.Value, text));
            return Hangs?.Invoke(to.Value) is { } hanging ? await hanging.WaitAsync(ct) : Answer;
        }
    }
}
