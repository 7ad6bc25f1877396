namespace JsHrss.Accounts.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class HandMovedTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>2026-03-10, ten in the morning in China.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);

    public HandMovedTime()
        : this(Start)
    {
    }

    public DateTimeOffset Now { get; private set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Pass(TimeSpan time) => Now += time;
}
