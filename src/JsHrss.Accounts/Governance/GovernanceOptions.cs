namespace JsHrss.Accounts.Governance;

/// <summary>What a deployment may set of unit governance (section <c>Governance</c>). The defaults are the guide's.</summary>
public sealed class GovernanceOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Governance";

    /// <summary>A proof of the actor counts so long for what concerns administrators.</summary>
    /// <remarks>「step-up (face or password ≤ 10 min) for add/delete/change of admin」 (R146), M18 「操作超时（10分钟），请重新认证」.</remarks>
    public static TimeSpan StepUpWithin { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest period, in whole years from its first day; the first day lies at most as far ahead.</summary>
    /// <remarks>「授权时间 开始日期 ~ 结束日期」: 「start ≤ end, end ≥ today, max 3 years config」 (R133).</remarks>
    public int LongestYears { get; set; } = 3;

    /// <summary>Period where none was typed, in whole years from its first day.</summary>
    /// <remarks>「授权时间」 has no star (C37): optional in the form, stored never null.</remarks>
    public int DefaultYears { get; set; } = 1;

    /// <summary>What is wrong with them, with the fix; empty: nothing.</summary>
    public IEnumerable<string> Validate()
    {
        if (LongestYears is < 1 or > 10)
            yield return "Governance:LongestYears must be 1 to 10.";
        else if (DefaultYears < 1 || DefaultYears > LongestYears)
            yield return "Governance:DefaultYears must be 1 to Governance:LongestYears.";
    }
}
