using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace JsHrss.OpenId.Outgoing;

/// <summary>Which networks beside the public internet an operator may open for calls to addresses that clients registered (case JW-14).</summary>
internal static class AllowedNetworks
{
    /// <summary>Nothing wider can be one's own: 10.0.0.0/8 is the widest private network, fc00::/7 all unique local addresses.</summary>
    private const int WidestIPv4 = 8;

    private const int WidestIPv6 = 7;

    private static readonly ImmutableArray<IPNetwork> Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>What no relying party lives in, and where a call would reach what clouds and hosts keep for themselves.</summary>
    private static readonly ImmutableArray<(IPNetwork Network, string What)> Closed =
    [
        (IPNetwork.Parse("169.254.0.0/16"), "link-local addresses, those of cloud metadata among them"),
        (IPNetwork.Parse("fe80::/10"), "link-local addresses"),
        (IPNetwork.Parse("100.100.100.200/32"), "an address of cloud metadata"),
        (IPNetwork.Parse("fd00:ec2::254/128"), "an address of cloud metadata"),
        // An unspecified address reaches the machine itself.
        (IPNetwork.Parse("0.0.0.0/8"), "addresses of the machine itself"),
        (IPNetwork.Parse("::/128"), "an address of the machine itself"),
        (IPNetwork.Parse("224.0.0.0/3"), "multicast and reserved addresses"),
        (IPNetwork.Parse("ff00::/8"), "multicast addresses"),
        // They carry an IPv4 address inside, which would be judged by nobody.
        (IPNetwork.Parse("64:ff9b::/96"), "translated IPv4 addresses"),
        (IPNetwork.Parse("2002::/16"), "IPv4 addresses inside IPv6"),
    ];

    /// <summary>What is wrong with a network, with the cure; null: nothing.</summary>
    /// <param name="network">One of <see cref="OpenIdProviderOptions.AllowedNetworks"/>.</param>
    /// <param name="allowLoopback">True only in Development and tests.</param>
    public static string? FaultOf(IPNetwork network, bool allowLoopback)
    {
        if (network.PrefixLength < (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? WidestIPv4 : WidestIPv6))
            return $"AllowedNetworks holds {network}, which is wider than any network of one's own; name the networks of the relying parties alone.";
        if (network.BaseAddress.IsIPv4MappedToIPv6)
            return $"AllowedNetworks holds {network}, an IPv4 network inside IPv6; write the IPv4 network.";
        foreach (var (closed, what) in Closed)
        {
            if (Overlap(network, closed))
                return $"AllowedNetworks holds {network}, which contains {what} ({closed}); write narrower networks beside it.";
        }

        return !allowLoopback && Loopback.Any(loopback => Overlap(network, loopback))
            ? $"AllowedNetworks holds {network}, which contains addresses of the machine itself; outside Development none of them is called."
            : null;
    }

    /// <summary>Whether one of the networks holds an address. IPv4 inside IPv6 is judged as IPv4.</summary>
    public static bool Hold(ImmutableArray<IPNetwork> networks, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);
}
