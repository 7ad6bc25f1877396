using System.Globalization;
using JsHrss.Accounts.QrSignIn;

namespace JsHrss.IdP.QrCodes;

/// <summary>One code as this node knows it, and who waits for its next step. Small: there are as many as waiting browsers.</summary>
internal sealed class QrPost
{
    private readonly byte[] _browserDigest;
    private readonly byte _pairing;
    private TaskCompletionSource? _next;
    private QrTicketState _state;
    private long _endsAt;
    private int _waiting;

    public QrPost(QrTicket ticket)
    {
        _browserDigest = ticket.BrowserDigest.ToArray();
        (_pairing, _state, _endsAt) = ((byte)ticket.Pairing, ticket.State, ticket.EndsAt.UtcTicks);
    }

    public string Pairing => _pairing.ToString("00", CultureInfo.InvariantCulture);

    public bool IsOf(QrBrowserHandle browser) => browser.Proves(_browserDigest);

    /// <summary>How it stands now, and for how long.</summary>
    public (QrTicketState State, TimeSpan Left) At(DateTimeOffset now)
    {
        lock (_browserDigest)
        {
            var left = TimeSpan.FromTicks(Math.Max(0, _endsAt - now.UtcTicks));
            return _state > QrTicketState.Confirmed ? (_state, TimeSpan.Zero) : left > TimeSpan.Zero ? (_state, left) : (QrTicketState.Expired, TimeSpan.Zero);
        }
    }

    /// <summary>A step was told; told late, or twice, it changes nothing: states only go on.</summary>
    public void Move(QrTicketState state, DateTimeOffset endsAt)
    {
        lock (_browserDigest)
        {
            if (state <= _state)
                return;
            (_state, _endsAt) = (state, endsAt.UtcTicks);
        }

        Wake();
    }

    /// <summary>Whoever waits looks again.</summary>
    public void Wake()
    {
        TaskCompletionSource? next;
        lock (_browserDigest)
            (next, _next) = (_next, null);
        next?.TrySetResult();
    }

    /// <summary>False: enough windows wait for this one.</summary>
    public bool Enter(int most)
    {
        if (Interlocked.Increment(ref _waiting) <= most)
            return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _waiting);

    public bool IsWaitedFor => Volatile.Read(ref _waiting) > 0;

    /// <summary>The next step from <paramref name="seen"/> on, or a wake-up; done at once when it has been made already.</summary>
    public Task NextAsync(QrTicketState seen, DateTimeOffset now)
    {
        if (At(now).State != seen)
            return Task.CompletedTask;
        lock (_browserDigest)
            return (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }
}
