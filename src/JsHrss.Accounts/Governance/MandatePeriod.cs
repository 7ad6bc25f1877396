namespace JsHrss.Accounts.Governance;

/// <summary>授权时间 as typed: both days are optional (C37).</summary>
/// <param name="Start">First day; null: today.</param>
/// <param name="End">Last day, included until 24:00 in China; null: one year (configuration) from the first day.</param>
public sealed record MandatePeriod(DateOnly? Start = null, DateOnly? End = null)
{
    /// <summary>Nothing was typed.</summary>
    public static MandatePeriod Default { get; } = new();

    /// <summary>The period that it is. Refused with <see cref="GovernanceErrors.PeriodInverted"/>, <see cref="GovernanceErrors.PeriodPast"/> or <see cref="GovernanceErrors.PeriodTooLong"/>.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="today">Today in China.</param>
    public Result<Validity> Read(GovernanceOptions options, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(options);
        var start = Start ?? today;
        // The years are added to days that may be hostile: DateOnly ends with the year 9999.
        if (start > today.AddYears(options.LongestYears))
            return new Refusal(GovernanceErrors.PeriodTooLong);
        var end = End ?? LastDay(start, options.DefaultYears);
        if (end < start)
            return new Refusal(GovernanceErrors.PeriodInverted);
        if (end < today)
            return new Refusal(GovernanceErrors.PeriodPast);
        // A first day in the past is that of a mandate that goes on; what counts is how far ahead it reaches.
        return end > LastDay(start > today ? start : today, options.LongestYears)
            ? new Refusal(GovernanceErrors.PeriodTooLong)
            : Validity.Between(start, end);
    }

    // A year from 1 March lasts to the last of February.
    private static DateOnly LastDay(DateOnly start, int years) => start.AddYears(years).AddDays(-1);
}
