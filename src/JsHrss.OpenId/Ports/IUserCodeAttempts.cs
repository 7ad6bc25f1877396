using System.Net;
using System.Net.Sockets;

namespace JsHrss.OpenId.Ports;

/// <summary>Counts entries of user codes, so that nobody guesses one (RFC 8628 §5.1, case QR-07). A store that cannot count throws; then nothing is compared (case EN-16).</summary>
public interface IUserCodeAttempts
{
    /// <summary>Wrong entries of one browser within <see cref="Window"/>.</summary>
    const int MostPerBrowser = 5;

    /// <summary>Wrong entries from one network within <see cref="Window"/>.</summary>
    const int MostPerNetwork = 20;

    /// <summary>What is counted together.</summary>
    static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Counts an entry before it is compared, by conditional statements: entries that race cannot pass a limit together.</summary>
    /// <returns>Null: compare it. Otherwise it was not counted, must not be compared, and this is how long to wait.</returns>
    ValueTask<TimeSpan?> TakeAsync(UserCodeEntry entry, CancellationToken ct);

    /// <summary>Takes an entry back that was right.</summary>
    ValueTask ReturnAsync(UserCodeEntry entry, CancellationToken ct);
}

/// <summary>By what an entry is counted.</summary>
/// <param name="Browser">Digest of the browser's secret; null: it has none, and counts by its network alone.</param>
/// <param name="Address">Where it comes from, as the trusted proxies tell it; null: not known.</param>
/// <param name="At">UTC.</param>
public sealed record UserCodeEntry(string? Browser, IPAddress? Address, DateTimeOffset At)
{
    private const int NetworkBytes = 8;

    /// <summary>An IPv4 address, or the /64 of an IPv6 address, of which one subscriber has all (case EN-15).</summary>
    public string Network
    {
        get
        {
            if (Address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
                return Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : Address?.ToString() ?? "";
            var bytes = Address.GetAddressBytes();
            bytes.AsSpan(NetworkBytes).Clear();
            return new IPAddress(bytes).ToString();
        }
    }

    /// <summary>Begin of the window it counts in, UTC.</summary>
    public DateTimeOffset Begin => new(At.UtcTicks - (At.UtcTicks % IUserCodeAttempts.Window.Ticks), TimeSpan.Zero);

    /// <summary>Without browser and address.</summary>
    public override string ToString() => nameof(UserCodeEntry);
}
