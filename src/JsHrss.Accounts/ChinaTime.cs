namespace JsHrss.Accounts;

/// <summary>The guides' days: Asia/Shanghai, a constant +08:00 (no summer time since 1992), so that no time zone database is needed.</summary>
public static class ChinaTime
{
    /// <summary>UTC+08:00.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The day it is in China at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The first instant of a day. The first day there is began in China before the first instant there is.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => day == DateOnly.MinValue ? DateTimeOffset.MinValue : new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The first instant after a day: end dates are inclusive (「授权期限」, valid until the next day's 00:00).</summary>
    public static DateTimeOffset EndOf(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1));
}
