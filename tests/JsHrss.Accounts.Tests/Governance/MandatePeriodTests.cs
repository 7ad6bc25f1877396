using System.Globalization;
using JsHrss.Accounts.Governance;

namespace JsHrss.Accounts.Tests.Governance;

/// <summary>授权时间 (R133, C37).</summary>
public sealed class MandatePeriodTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [Trait("Spec", "R133")]
    [InlineData(null, null, "2026-11-21 2027-11-20")]
    [InlineData("2026-12-01", null, "2026-12-01 2027-11-30")]
    [InlineData(null, "2026-11-21", "2026-11-21 2026-11-21")]
    [InlineData("2020-01-01", "2026-11-21", "2020-01-01 2026-11-21")]
    [InlineData("2026-11-21", "2029-11-20", "2026-11-21 2029-11-20")]
    [InlineData("2026-11-21", "2029-11-21", GovernanceErrors.PeriodTooLong)]
    [InlineData("2029-11-21", "2032-11-20", "2029-11-21 2032-11-20")]
    [InlineData("2029-11-22", null, GovernanceErrors.PeriodTooLong)]
    [InlineData("2026-11-22", "2026-11-21", GovernanceErrors.PeriodInverted)]
    [InlineData("2026-01-01", "2026-11-20", GovernanceErrors.PeriodPast)]
    [InlineData("0001-01-01", null, GovernanceErrors.PeriodPast)]
    [InlineData("0001-01-01", "2026-11-21", "0001-01-01 2026-11-21")]
    [InlineData("0001-01-01", "9999-12-31", GovernanceErrors.PeriodTooLong)]
    [InlineData("9999-12-31", "9999-12-31", GovernanceErrors.PeriodTooLong)]
    public void A_period_is_read_within_its_bounds(string? start, string? end, string expected)
    {
        var read = new MandatePeriod(Day(start), Day(end)).Read(new GovernanceOptions(), Today);
        Assert.Equal(expected, read.IsOk ? string.Create(CultureInfo.InvariantCulture, $"{read.Value.Start:yyyy-MM-dd} {read.Value.End:yyyy-MM-dd}") : read.Code);
    }

    [Fact]
    public void Bounds_of_a_deployment_are_checked()
    {
        Assert.Empty(new GovernanceOptions().Validate());
        Assert.NotEmpty(new GovernanceOptions { LongestYears = 0 }.Validate());
        Assert.NotEmpty(new GovernanceOptions { DefaultYears = 4 }.Validate());
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
