using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Configuration;

/// <summary>
/// The time of the database, which all nodes share: asked every second, carried on in between by a clock that nobody sets. So a node whose own clock is wrong, or is set while it runs,
/// neither revives what was over nor ends what was not (case FT-09). It never goes back: if the database does, time stands until that is over.
/// </summary>
internal sealed partial class DatabaseClock(TimeProvider host, ILogger<DatabaseClock> log) : TimeProvider
{
    private static readonly TimeSpan Unremarkable = TimeSpan.FromSeconds(2);

    private Anchor? anchor;
    private bool isWrong;

    public override TimeZoneInfo LocalTimeZone => host.LocalTimeZone;

    public override long TimestampFrequency => host.TimestampFrequency;

    /// <summary>Until the database was asked for the first time, the time of this machine.</summary>
    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref anchor) is { } from ? from.Now(host) : host.GetUtcNow();

    public override long GetTimestamp() => host.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => host.CreateTimer(callback, state, dueTime, period);

    /// <summary>What the database said.</summary>
    /// <param name="told">Its time.</param>
    /// <param name="asked">When it was asked, a timestamp; it answered between then and now.</param>
    public void Observe(DateTimeOffset told, long asked)
    {
        var answered = host.GetTimestamp();
        var uncertain = host.GetElapsedTime(asked, answered) / 2;
        var was = Volatile.Read(ref anchor)?.Now(host);
        var now = told + uncertain;
        // What lies within the time that asking took is no difference.
        if (was is { } before && (now - before).Duration() <= uncertain)
            return;
        Volatile.Write(ref anchor, new Anchor(now, answered, was ?? DateTimeOffset.MinValue));
        Compare(now - host.GetUtcNow(), was is { } told0 ? told0 - now : TimeSpan.Zero);
    }

    private void Compare(TimeSpan ahead, TimeSpan back)
    {
        if (back > Unremarkable)
            Stands(back);
        var wrong = ahead.Duration() > Unremarkable;
        if (wrong && !isWrong)
            Differs(ahead);
        isWrong = wrong;
    }

    [LoggerMessage(3012, LogLevel.Warning, "The clock of this machine and that of the database differ by {Difference}; the database's holds. Is one of them without time synchronisation?")]
    private partial void Differs(TimeSpan difference);

    [LoggerMessage(3013, LogLevel.Error, "ALARM: the database's clock went back by {Back}; for so long time stands still on this node")]
    private partial void Stands(TimeSpan back);

    private sealed record Anchor(DateTimeOffset At, long Timestamp, DateTimeOffset Least)
    {
        public DateTimeOffset Now(TimeProvider host)
        {
            var now = At + host.GetElapsedTime(Timestamp);
            return now > Least ? now : Least;
        }
    }
}
