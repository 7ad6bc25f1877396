namespace UpstreamSandbox.Clock;

/// <summary>The time of the whole demonstration: the machine's, moved by what somebody chose on the clock page. A restart goes back to now.</summary>
internal sealed class SandboxClock : TimeProvider
{
    /// <summary>Nothing that this server remembers lasts longer.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(3 * 366);

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private long _offset;

    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public bool IsMoved => Offset.Duration() >= TimeSpan.FromSeconds(1);

    /// <summary>Now, as people in China read it.</summary>
    public DateTimeOffset Local => GetUtcNow().ToOffset(China);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    /// <summary>Moves from where the clock stands. Beyond three years either way it stays there.</summary>
    public void MoveBy(TimeSpan by) => Set(Offset + by);

    /// <summary>Moves to a moment in China.</summary>
    public void MoveTo(DateTime local) => Set(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), China) - System.GetUtcNow());

    public void BackToNow() => Set(TimeSpan.Zero);

    private void Set(TimeSpan offset) =>
        Interlocked.Exchange(ref _offset, Math.Clamp(offset.Ticks, -Furthest.Ticks, Furthest.Ticks));
}
