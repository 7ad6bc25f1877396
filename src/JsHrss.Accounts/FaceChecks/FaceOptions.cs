using System.Collections.Immutable;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Configuration <c>Face</c>. The ten minutes of an attempt are the guide's and not configured.</summary>
public sealed record FaceOptions
{
    /// <summary>Channels in the order they are offered in. Empty: all that are switched on, the app first. One that is named and not switched on is not offered.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>How long a passed check makes a real person. Then the level falls to real-name, until the next check.</summary>
    public TimeSpan EvidenceFor { get; init; } = TimeSpan.FromDays(365);

    /// <summary>So often one person may begin a check within <see cref="Window"/> from one session or phone. Those that a silent channel never began are not counted among them, and have an end of their own at five times as many.</summary>
    public int AttemptsPerDevice { get; init; } = 10;

    /// <summary>So often a check of one person may be begun within <see cref="Window"/> from all sessions together: each may cost a call of its channel. Phones that the person has enrolled are not counted, and never refused by it.</summary>
    public int AttemptsPerPerson { get; init; } = 100;

    /// <summary>So often another face than the person's, or none, may be shown within <see cref="Window"/> from all sessions and phones together; then only phones that the person has enrolled begin checks. What ran out does not count.</summary>
    public int FailuresPerPerson { get; init; } = 50;

    /// <summary>How long attempts are counted together; windows begin at fixed times.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often a channel is asked about one attempt, at most, whoever waits for it on whichever node.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (Channels.FirstOrDefault(code => !FaceChannels.Known.Contains(code)) is { } unknown)
            faults.Add($"Face:Channels names '{unknown}'; channels are: {string.Join(", ", FaceChannels.Known)}.");
        if (Channels.Distinct(StringComparer.Ordinal).Count() != Channels.Count)
            faults.Add("Face:Channels names a channel twice.");
        if (EvidenceFor < TimeSpan.FromDays(1) || EvidenceFor > TimeSpan.FromDays(3660))
            faults.Add("Face:EvidenceFor must lie between 1.00:00:00 (one day) and 3660.00:00:00 (ten years), for instance 365.00:00:00.");
        if (AttemptsPerDevice < 1)
            faults.Add("Face:AttemptsPerDevice must be 1 or more.");
        if (AttemptsPerPerson < AttemptsPerDevice)
            faults.Add("Face:AttemptsPerPerson must be at least Face:AttemptsPerDevice: one session alone must not close it for the others.");
        if (FailuresPerPerson < AttemptsPerDevice)
            faults.Add("Face:FailuresPerPerson must be at least Face:AttemptsPerDevice: one phone alone must not close it for the others.");
        if (Window < TimeSpan.FromMinutes(10) || Window > TimeSpan.FromDays(7))
            faults.Add("Face:Window must lie between 00:10:00 and 7.00:00:00, for instance 1.00:00:00.");
        if (AskEvery < TimeSpan.FromSeconds(1) || AskEvery > TimeSpan.FromSeconds(30))
            faults.Add("Face:AskEvery must lie between 00:00:01 and 00:00:30, for instance 00:00:02.");
        return faults.ToImmutable();
    }
}
