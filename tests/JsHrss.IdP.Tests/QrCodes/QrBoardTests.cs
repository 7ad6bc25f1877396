using JsHrss.Accounts.QrSignIn;
using JsHrss.IdP.QrCodes;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JsHrss.IdP.Tests.QrCodes;

/// <summary>Those who wait, on one node.</summary>
public sealed class QrBoardTests : IDisposable
{
    private readonly MovableClock _clock = new();
    private readonly News _news = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly QrBoard _board;

    public QrBoardTests() => _board = new QrBoard(_news, new QrWaitOptions { Waiters = 3, PerNetwork = 2, PerTicket = 2, Tickets = 3 }, _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), _clock, new Lifetime());

    public void Dispose()
    {
        _board.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void One_too_many_is_turned_away_and_a_place_that_was_left_is_given_again()
    {
        var (first, second) = (_board.Put(Ticket(out _))!, _board.Put(Ticket(out _))!);
        Assert.Equal([true, true, false], [_board.Enter(first, "a"), _board.Enter(first, "b"), _board.Enter(first, "c")]);
        Assert.Equal([true, false], [_board.Enter(second, "c"), _board.Enter(second, "d")]);
        _board.Leave(first, "a");
        Assert.True(_board.Enter(second, "d"));
    }

    [Fact]
    public void One_address_alone_does_not_take_every_place()
    {
        var (first, second) = (_board.Put(Ticket(out _))!, _board.Put(Ticket(out _))!);
        Assert.Equal([true, true, false], [_board.Enter(first, "a"), _board.Enter(second, "a"), _board.Enter(second, "a")]);
        Assert.True(_board.Enter(second, "b"));
        _board.Leave(first, "a");
        _board.Leave(second, "b");
        Assert.Equal([true, false], [_board.Enter(first, "a"), _board.Enter(second, "a")]);
    }

    [Fact]
    public void More_codes_than_are_remembered_are_not_put()
    {
        for (var n = 0; n < 3; n++)
            Assert.NotNull(_board.Put(Ticket(out _)));
        Assert.Null(_board.Put(Ticket(out _)));
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Steps_told_late_or_twice_change_nothing()
    {
        var ticket = Ticket(out var browser);
        var post = _board.Put(ticket)!;
        Assert.Same(post, _board.Find(browser));
        var next = post.NextAsync(QrTicketState.New, _clock.GetUtcNow());
        Assert.False(next.IsCompleted);
        _news.Tell(new QrTicketStep(ticket.Id, QrTicketState.Confirmed, _clock.GetUtcNow().AddSeconds(30)));
        await next.WaitAsync(TestContext.Current.CancellationToken);
        _news.Tell(new QrTicketStep(ticket.Id, QrTicketState.Scanned, _clock.GetUtcNow().AddSeconds(60)));
        Assert.Equal(QrTicketState.Confirmed, post.At(_clock.GetUtcNow()).State);
        Assert.True(post.NextAsync(QrTicketState.New, _clock.GetUtcNow()).IsCompleted);
        _clock.Add(TimeSpan.FromSeconds(31));
        Assert.Equal(QrTicketState.Expired, post.At(_clock.GetUtcNow()).State);
    }

    [Fact]
    [Trait("Case", "QR-01")]
    public void A_code_is_found_by_its_browser_alone()
    {
        _board.Put(Ticket(out var browser));
        Assert.NotNull(_board.Find(browser));
        Assert.Null(_board.Find(QrBrowserHandle.Mint(_clock.GetUtcNow())));
    }

    private QrTicket Ticket(out QrBrowserHandle browser)
    {
        browser = QrBrowserHandle.Mint(_clock.GetUtcNow());
        return new QrTicket
        {
            Id = browser.Id, ScanDigest = QrScanCode.Read(browser.ScanText)!.Digest, BrowserDigest = browser.Digest, EndsAt = _clock.GetUtcNow().AddSeconds(60),
            Place = new QrPlace(QrTab.Person, null, null, null), Pairing = 7, ShownText = "{}",
        };
    }

    private sealed class News : IQrTicketNews
    {
        private Action<QrTicketStep>? _heard;

        public IDisposable Listen(Action<QrTicketStep> heard, Func<bool> isNeeded)
        {
            _heard = heard;
            return new CancellationTokenSource();
        }

        public void Tell(QrTicketStep step) => _heard!(step);
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
