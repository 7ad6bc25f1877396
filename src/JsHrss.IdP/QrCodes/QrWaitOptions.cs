using System.Collections.Immutable;

namespace JsHrss.IdP.QrCodes;

/// <summary>Configuration <c>Limits:QrWait</c>: browsers that wait for a phone, on this node.</summary>
internal sealed record QrWaitOptions
{
    /// <summary>So many wait at once; one more is told 503 and asks again.</summary>
    public int Waiters { get; init; } = 20_000;

    /// <summary>So many wait at once from one address (IPv6: /64); a hall of browsers behind one address, and not every place there is.</summary>
    public int PerNetwork { get; init; } = 1_000;

    /// <summary>So many windows wait for one code.</summary>
    public int PerTicket { get; init; } = 4;

    /// <summary>So many codes are remembered; a little more than are shown at once.</summary>
    public int Tickets { get; init; } = 100_000;

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (Waiters < 1)
            faults.Add("Limits:QrWait:Waiters must be 1 or more.");
        if (PerNetwork < 1)
            faults.Add("Limits:QrWait:PerNetwork must be 1 or more.");
        if (PerTicket < 1)
            faults.Add("Limits:QrWait:PerTicket must be 1 or more.");
        if (Tickets < Waiters)
            faults.Add("Limits:QrWait:Tickets must not be smaller than Limits:QrWait:Waiters.");
        return faults.ToImmutable();
    }
}
