using System.Text;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.LogoutTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.EndSession;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Tests.LogoutTokens;

/// <summary>One message at a time, with the clock moved by hand: pauses, the horizon, and addresses that are not called.</summary>
public sealed class LogoutDeliveryTests : IDisposable
{
    private readonly HandMovedClock _clock = new();
    private readonly InMemoryLedger _ledger;
    private readonly InMemoryOutbox _outbox;
    private readonly InMemorySigningKeys _keys = new();
    private readonly InMemoryClientRegistry _clients = new(SigningOut.Hall);
    private readonly OpenIdProviderOptions _options = new() { Issuer = ProviderHost.Issuer, AllowLoopbackCalls = true };

    public LogoutDeliveryTests()
    {
        _ledger = new InMemoryLedger(_clock);
        _outbox = new InMemoryOutbox(_clock, _ledger);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §3/retry")]
    [Trait("Case", "RT-19")]
    public async Task The_pauses_grow_with_jitter_until_the_horizon_and_then_it_is_given_up_with_a_fact()
    {
        await using var party = await LogoutReceiver.StartAsync();
        party.Status = 500;
        _clients.Replace(SigningOut.Hall with { BackchannelLogoutUri = party.Address });
        Queue();
        var identifiers = new HashSet<string>();
        var attempts = 0;

        while (!_outbox.Queued.IsEmpty)
        {
            var pause = await SendNextAsync();
            identifiers.Add(Jwt.Claims(await party.NextAsync()).GetProperty("jti").GetString()!);
            var whole = Math.Min(30 * 60, 5 * Math.Pow(2, attempts++));
            if (pause is { } waiting)
            {
                Assert.InRange(waiting.TotalSeconds, whole / 2, whole);
                _clock.Advance(waiting);
            }
        }

        Assert.Equal([("hall", "given_up")], _outbox.Finished);
        Assert.InRange(_clock.Now - _start, TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.Equal(attempts, identifiers.Count);
        var fact = Assert.Single(_ledger.Facts);
        Assert.Equal(("logout.undelivered", "refused", "hall", "p_sample"), (fact.Code, fact.Result, fact.Client!.Value.Value, fact.Subject!.Value.Value));
        Assert.Equal("status 500", fact.Detail!.Value.GetProperty("failure").GetString());
    }

    [Fact]
    public async Task A_client_without_the_address_any_more_is_not_told()
    {
        Queue();
        Assert.Null(await SendNextAsync());
        Assert.Equal([("hall", "given_up")], _outbox.Finished);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]:9/")]
    [Trait("Case", "JW-14")]
    public async Task An_address_that_is_not_of_the_public_internet_is_not_called(string address)
    {
        _options.AllowLoopbackCalls = false;
        _clients.Replace(SigningOut.Hall with { BackchannelLogoutUri = new Uri(address) });
        Queue();
        Assert.NotNull(await SendNextAsync());
        Assert.Equal(1, Assert.Single(_outbox.Queued).Attempts);
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task A_redirect_is_not_followed()
    {
        await using var party = await LogoutReceiver.StartAsync();
        party.Status = 307;
        _clients.Replace(SigningOut.Hall with { BackchannelLogoutUri = party.Address });
        Queue();
        Assert.NotNull(await SendNextAsync());
        await party.NextAsync();
        Assert.Equal(0, party.Unread);
    }

    [Fact]
    public async Task One_message_a_relying_party_is_under_way_at_a_time()
    {
        Queue();
        Queue();
        _outbox.Queue(LogoutNotice.Kind, "partner", Encoding.UTF8.GetBytes("{}"));
        var first = await _outbox.TakeAsync(LogoutNotice.Kind, 10, TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(["hall", "partner"], first.Select(message => message.Target));
        Assert.Empty(await _outbox.TakeAsync(LogoutNotice.Kind, 10, TimeSpan.FromSeconds(30), Ct));
        await _outbox.FinishAsync(first[0].Id, "delivered", [], Ct);
        Assert.Equal(["hall"], (await _outbox.TakeAsync(LogoutNotice.Kind, 10, TimeSpan.FromSeconds(30), Ct)).Select(message => message.Target));
    }

    [Fact]
    [Trait("Case", "RT-19")]
    public async Task A_backlog_of_a_dead_relying_party_is_over_at_the_horizon_and_not_one_by_one()
    {
        await using var party = await LogoutReceiver.StartAsync();
        party.Status = 500;
        _clients.Replace(SigningOut.Hall with { BackchannelLogoutUri = party.Address });
        for (var n = 0; n < 40; n++)
            Queue();
        Assert.NotNull(await SendNextAsync());
        _clock.Advance(TimeSpan.FromHours(24));

        Assert.Null(await SendNextAsync());

        Assert.Empty(_outbox.Queued);
        Assert.Equal(40, _outbox.Finished.Count(one => one.Result == "given_up"));
        Assert.Equal(39, _ledger.Facts.Single(fact => fact.Subject is null).Detail!.Value.GetProperty("messages").GetInt32());
    }

    [Fact]
    public async Task A_postponed_message_holds_back_the_others_of_its_relying_party()
    {
        await using var party = await LogoutReceiver.StartAsync();
        party.Status = 500;
        _clients.Replace(SigningOut.Hall with { BackchannelLogoutUri = party.Address });
        Queue();
        Queue();
        Assert.NotNull(await SendNextAsync());
        Assert.Empty(await _outbox.TakeAsync(LogoutNotice.Kind, 10, TimeSpan.FromSeconds(30), Ct));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_over_and_comes_back_never()
    {
        _outbox.Queue(LogoutNotice.Kind, "hall", Encoding.UTF8.GetBytes("not json"));
        Assert.Null(await SendNextAsync());
        Assert.Equal([("hall", "unreadable")], _outbox.Finished);
        Assert.Equal("unreadable", Assert.Single(_ledger.Facts).Reason);
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _keys.Dispose();
    }

    private readonly DateTimeOffset _start = new HandMovedClock().Now;

    private void Queue() => _outbox.Queue(LogoutNotice.Kind, "hall", new LogoutNotice(new SubjectId("p_sample"), "s_1", _clock.Now).ToBytes());

    private async Task<TimeSpan?> SendNextAsync()
    {
        var options = Options.Create(_options);
        using var post = new LogoutPost(options);
        var tokens = new LogoutTokenFactory(new JwsWriter(_keys), new InMemorySubjectIdentifiers(), _clock, options);
        var delivery = new LogoutDelivery(_outbox, _clients, tokens, post, _clock, options, NullLogger<LogoutDelivery>.Instance);
        return await delivery.SendAsync(Assert.Single(await _outbox.TakeAsync(LogoutNotice.Kind, 1, TimeSpan.FromSeconds(30), Ct)), Ct);
    }
}
