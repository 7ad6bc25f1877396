namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Real time plus what a test added by hand. Timers stay real, so that lanes and pools go on.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan _added;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _added;

    /// <summary>By how much it was moved so far.</summary>
    public TimeSpan Added => _added;

    /// <summary>How long to wait until everybody who follows this clock has asked it again; none by itself.</summary>
    public TimeSpan Followed { get; set; }

    public void Add(TimeSpan time) => Move(_added + time);

    public void MoveTo(DateTimeOffset instant) => Move(instant - base.GetUtcNow());

    private void Move(TimeSpan added)
    {
        _added = added;
        Thread.Sleep(Followed);
    }
}
