using System.Collections.Immutable;

namespace JsHrss.Accounts.Sessions;

/// <summary>Configuration <c>Sessions</c>.</summary>
public sealed record SessionOptions
{
    // Use is noted once a minute. With an idle time of one minute the end would come before the next note, in the middle of use.
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromMinutes(2);

    /// <summary>A browser that does nothing is signed out after this time.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>No session lives longer, whatever it does (case RT-07).</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(12);

    /// <summary>So long a face check, a bound passkey, the app with an enrolled key or a certificate shows that the person sits there (<c>realperson-live</c>). A request's <c>max_age</c> only shortens it.</summary>
    public TimeSpan LiveFor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (Idle < ShortestIdle || Idle > TimeSpan.FromDays(1))
            faults.Add("Sessions:Idle must lie between 00:02:00 and 1.00:00:00 (one day), for instance 00:30:00.");
        if (Absolute > TimeSpan.FromDays(7))
            faults.Add("Sessions:Absolute must be at most 7.00:00:00 (one week), for instance 12:00:00.");
        if (Absolute < Idle)
            faults.Add("Sessions:Absolute must not be shorter than Sessions:Idle, for instance 12:00:00.");
        if (LiveFor < TimeSpan.FromMinutes(1) || LiveFor > TimeSpan.FromDays(1))
            faults.Add("Sessions:LiveFor must lie between 00:01:00 and 1.00:00:00 (one day), for instance 00:30:00.");
        return faults.ToImmutable();
    }
}
