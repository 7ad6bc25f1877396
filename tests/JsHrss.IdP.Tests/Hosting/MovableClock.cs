namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Real time plus what a test added by hand. Timers stay real, so that lanes and pools go on.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan _added;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _added;

    public void Add(TimeSpan time) => _added += time;

    public void MoveTo(DateTimeOffset instant) => _added = instant - base.GetUtcNow();
}
