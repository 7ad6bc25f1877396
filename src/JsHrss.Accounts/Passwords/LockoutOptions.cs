using System.Collections.Immutable;

namespace JsHrss.Accounts.Passwords;

/// <summary>Configuration <c>Passwords:Lockout</c>: when a credential's password path closes.</summary>
/// <remarks>User guide: 「确认账户是否已锁定，如锁定，请等待系统4小时自动解锁后进行登录。」 (R22); the count is ours (C21).</remarks>
public sealed record LockoutOptions
{
    /// <summary>So many failures close it.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>Counted from the first failure on; a later failure begins anew.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>「4小时自动解锁」.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(4);

    /// <summary>So many passwords are still compared while closed, so that its owner learns when it opens (security decision 8).</summary>
    public int ComparedWhileLocked { get; init; } = 5;

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (Failures is < 1 or > 100)
            faults.Add("Passwords:Lockout:Failures must lie between 1 and 100.");
        if (Window < TimeSpan.FromMinutes(1) || Window > TimeSpan.FromDays(1))
            faults.Add("Passwords:Lockout:Window must lie between 00:01:00 and 1.00:00:00 (one day), for instance 00:30:00.");
        if (Duration < Window)
            faults.Add("Passwords:Lockout:Duration must not be shorter than Passwords:Lockout:Window, else a credential locks again at the first failure after it opened.");
        if (Duration > TimeSpan.FromDays(7))
            faults.Add("Passwords:Lockout:Duration must be at most 7.00:00:00 (one week), for instance 04:00:00.");
        if (ComparedWhileLocked is < 0 or > 100)
            faults.Add("Passwords:Lockout:ComparedWhileLocked must lie between 0 and 100.");
        return faults.ToImmutable();
    }
}
