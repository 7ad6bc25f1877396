using System.Collections.Immutable;

namespace JsHrss.Accounts.SignIn;

/// <summary>Configuration <c>Limits:SignIn</c>: when a password attempt needs a human challenge, and when it is refused.</summary>
/// <remarks>C21: 「captcha from the 3rd failure」. These counters stand beside the four-hour lock of a credential, which they never close.</remarks>
public sealed record AttemptOptions
{
    /// <summary>From this attempt for one typed account on, without a success between, a challenge is needed.</summary>
    public int ChallengeFrom { get; init; } = 3;

    /// <summary>The same for one address (IPv6: /64). Higher, because whole offices stand behind one address.</summary>
    public int NetworkChallengeFrom { get; init; } = 20;

    /// <summary>After so many failures from one address nothing is compared for it until the window ends, challenge or not.</summary>
    public int NetworkFailures { get; init; } = 1000;

    /// <summary>How long failures are counted together; windows begin at fixed times.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>So many failures everywhere within <see cref="AnomalyWindow"/> can be a spraying attack (case EN-12).</summary>
    public int AnomalyFailures { get; init; } = 100;

    /// <summary>They are one when they are also this share of all attempts: then every attempt needs a challenge, until the window after this one has passed.</summary>
    public int AnomalyPercent { get; init; } = 50;

    /// <summary>How long attempts everywhere are counted together.</summary>
    public TimeSpan AnomalyWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>So many questions in words are accepted from one address within <see cref="Window"/>; a program answers them easily.</summary>
    public int QuestionsPerNetwork { get; init; } = 20;

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (ChallengeFrom < 1)
            faults.Add("Limits:SignIn:ChallengeFrom must be 1 (always) or more.");
        if (NetworkChallengeFrom < 1)
            faults.Add("Limits:SignIn:NetworkChallengeFrom must be 1 (always) or more.");
        if (NetworkFailures < NetworkChallengeFrom)
            faults.Add("Limits:SignIn:NetworkFailures must not be smaller than Limits:SignIn:NetworkChallengeFrom, else addresses are refused before they are challenged.");
        if (Window < TimeSpan.FromMinutes(1) || Window > TimeSpan.FromDays(1))
            faults.Add("Limits:SignIn:Window must lie between 00:01:00 and 1.00:00:00.");
        if (AnomalyFailures < 1)
            faults.Add("Limits:SignIn:AnomalyFailures must be 1 or more.");
        if (AnomalyPercent is < 1 or > 100)
            faults.Add("Limits:SignIn:AnomalyPercent must lie between 1 and 100.");
        if (AnomalyWindow < TimeSpan.FromMinutes(1) || AnomalyWindow > TimeSpan.FromDays(1))
            faults.Add("Limits:SignIn:AnomalyWindow must lie between 00:01:00 and 1.00:00:00.");
        if (QuestionsPerNetwork < 0)
            faults.Add("Limits:SignIn:QuestionsPerNetwork must be 0 (pictures only) or more.");
        return faults.ToImmutable();
    }
}
