using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.DeviceAuthorization;

/// <summary>Counts how often all polling devices together made a node ask.</summary>
internal sealed class CountedDeviceCodes : IDeviceCodes
{
    public IDeviceCodes Inner { get; set; } = null!;

    public int Asked { get; private set; }

    public ValueTask<PendingDevice?> FindAsync(UserCode code, CancellationToken ct) => Inner.FindAsync(code, ct);

    public ValueTask<ImmutableHashSet<Guid>> DecidedAsync(CancellationToken ct)
    {
        Asked++;
        return Inner.DecidedAsync(ct);
    }
}
