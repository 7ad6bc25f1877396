using System.Net;
using System.Net.Sockets;

namespace JsHrss.IdP.Hosting;

/// <summary>Where a request comes from: the connection's other end, or what a configured proxy says of it (<see cref="ProxyOptions"/>). The one notion for audit facts and limits.</summary>
internal readonly record struct ClientAddress
{
    /// <summary>Bytes of an IPv6 address that name one subscriber's network; the rest is that subscriber's to choose (case EN-15).</summary>
    private const int NetworkBytes = 8;

    private readonly IPAddress? _address;

    private ClientAddress(IPAddress? address) => _address = address;

    /// <summary>As audit facts keep it; null: not known (a socket without addresses).</summary>
    public string? Text => _address?.ToString();

    /// <summary>What limits count by: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public string Network
    {
        get
        {
            if (_address is not { AddressFamily: AddressFamily.InterNetworkV6 })
                return _address?.ToString() ?? "";
            Span<byte> bytes = stackalloc byte[16];
            _address.TryWriteBytes(bytes, out _);
            bytes[NetworkBytes..].Clear();
            return $"{new IPAddress(bytes)}/64";
        }
    }

    public static ClientAddress Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    /// <summary>One spelling for each address: no IPv4 in IPv6, no zone.</summary>
    public static ClientAddress Of(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            return new(address.MapToIPv4());
        return address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new(new IPAddress(address.GetAddressBytes())) : new(address);
    }
}
