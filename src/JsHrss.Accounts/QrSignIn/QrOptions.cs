using System.Collections.Immutable;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>Configuration <c>Limits:Qr</c>. The times of a code are the guide's and not configured.</summary>
public sealed record QrOptions
{
    /// <summary>So many codes are shown to one address (IPv6: /64) within <see cref="Window"/>; a hall of waiting browsers renews one a minute each.</summary>
    public int TicketsPerNetwork { get; init; } = 3000;

    /// <summary>So often one person may scan with one phone within <see cref="Window"/>.</summary>
    public int ScansPerPerson { get; init; } = 30;

    /// <summary>So many scans of one person's phone may stay unanswered within <see cref="Window"/>; a further one is suppressed (case QR-13).</summary>
    public int UnansweredPerPerson { get; init; } = 3;

    /// <summary>So often one person's phone may make us ask the register of units for a confirmation within <see cref="Window"/>.</summary>
    public int RegisterPerPhone { get; init; } = 10;

    /// <summary>How long these are counted together; windows begin at fixed times.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (TicketsPerNetwork < 1)
            faults.Add("Limits:Qr:TicketsPerNetwork must be 1 or more.");
        if (ScansPerPerson < 1)
            faults.Add("Limits:Qr:ScansPerPerson must be 1 or more.");
        if (UnansweredPerPerson < 1)
            faults.Add("Limits:Qr:UnansweredPerPerson must be 1 or more.");
        if (RegisterPerPhone < 1)
            faults.Add("Limits:Qr:RegisterPerPhone must be 1 or more.");
        if (Window < TimeSpan.FromMinutes(1) || Window > TimeSpan.FromDays(1))
            faults.Add("Limits:Qr:Window must lie between 00:01:00 and 1.00:00:00.");
        return faults.ToImmutable();
    }
}
