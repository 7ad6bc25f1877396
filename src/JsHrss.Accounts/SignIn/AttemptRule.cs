namespace JsHrss.Accounts.SignIn;

/// <summary>Attempts counted before the one that is asked about.</summary>
/// <param name="Account">Failures for what was typed, in this window.</param>
/// <param name="Network">Failures from the address, in this window.</param>
/// <param name="Everywhere">All attempts of the anomaly's window.</param>
/// <param name="Proven">Those of them that were right.</param>
/// <param name="EverywhereBefore">All attempts of the window before.</param>
/// <param name="ProvenBefore">Those of them that were right.</param>
public readonly record struct AttemptCounts(long Account, long Network, long Everywhere, long Proven, long EverywhereBefore, long ProvenBefore);

/// <summary>When a password attempt needs a human challenge, as a pure rule: what the conditional statements of every store must do.</summary>
/// <remarks>
/// It looks at what was typed and from where, never at accounts: an unknown account is challenged after as many failures as a known one (case EN-01).
/// The right password with the right challenge passes however many others failed before, until the credential's own lock (case EN-10).
/// </remarks>
public static class AttemptRule
{
    /// <summary>Whether the next attempt may not be compared without a challenge.</summary>
    public static bool NeedsChallenge(AttemptCounts before, AttemptOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return before.Account + 1 >= options.ChallengeFrom || before.Network + 1 >= options.NetworkChallengeFrom || IsAnomaly(before, options);
    }

    /// <summary>Whether the failures everywhere are an attack, in this window or the one before (case EN-12).</summary>
    public static bool IsAnomaly(AttemptCounts counts, AttemptOptions options) =>
        IsAnomaly(counts.Everywhere, counts.Proven, options) || IsAnomaly(counts.EverywhereBefore, counts.ProvenBefore, options);

    /// <summary>Whether the failures of one window are an attack: many, and a large share of all attempts. A busy morning has many too, but more that succeed.</summary>
    public static bool IsAnomaly(long attempts, long proven, AttemptOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = attempts - proven;
        return failures >= options.AnomalyFailures && failures * 100 >= attempts * options.AnomalyPercent;
    }

    /// <summary>The window an instant lies in: windows begin at fixed times, so that every node counts in the same one.</summary>
    public static DateTimeOffset WindowOf(DateTimeOffset at, TimeSpan length) => new(at.UtcTicks - (at.UtcTicks % length.Ticks), TimeSpan.Zero);
}
