using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace JsHrss.IdP.Hosting;

/// <summary>Configuration section <c>Proxies</c>: whose word about the client's address is believed (security decision 5). Without it nobody's.</summary>
internal sealed record ProxyOptions
{
    /// <summary>10.0.0.0/8 is the widest that can be one owner's own (RFC 1918).</summary>
    private const int LeastPrefix = 8;

    /// <summary>Registries give a whole network operator a /32; a site of one's own has a /48 (RFC 4193 §3.1).</summary>
    private const int LeastPrefixV6 = 32;

    /// <summary>IPv4 addresses within IPv6: ::ffff:0:0/96 (RFC 4291 §2.5.5.2).</summary>
    private const int MappedPrefix = 96;

    private static readonly byte[] Mapped = IPAddress.Parse("::ffff:0.0.0.0").GetAddressBytes();

    /// <summary>Addresses and networks of the proxies, for instance <c>10.0.0.7</c> or <c>10.1.0.0/16</c>.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>How many proxies stand one behind the other; so many entries of X-Forwarded-For are read, from the right.</summary>
    public int ForwardLimit { get; init; } = 1;

    /// <summary>The deployment's word that no proxy stands before a listener without TLS. Outside Development silence is not taken for it.</summary>
    public bool None { get; init; }

    public static ProxyOptions From(IConfiguration configuration) => new()
    {
        Addresses = [.. configuration.GetSection("Proxies:Addresses").Get<string[]>() ?? []],
        ForwardLimit = configuration.GetValue("Proxies:ForwardLimit", 1),
        None = configuration.GetValue("Proxies:None", false),
    };

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate()
    {
        foreach (var text in Addresses)
        {
            if (!IPAddress.TryParse(text, out _) && !(text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out _)))
                throw new InvalidOperationException($"Proxies:Addresses holds '{text}'; write an address (10.0.0.7) or a network (10.1.0.0/16).");
            if (IPNetwork.TryParse(text, out var network) && IsTooWide(network))
            {
                throw new InvalidOperationException(
                    $"Proxies:Addresses holds '{text}', more than any deployment's own proxies: everybody in it could claim any address. Name the proxies alone, in networks of at least /{LeastPrefix} (IPv4) or /{LeastPrefixV6} (IPv6).");
            }
        }

        if (None && !Addresses.IsEmpty)
            throw new InvalidOperationException("Proxies:None says that there is no proxy, and Proxies:Addresses names some. Remove one of the two.");

        if (ForwardLimit is < 1 or > 8)
            throw new InvalidOperationException("Proxies:ForwardLimit must lie between 1 and 8: the number of proxies one behind the other.");
    }

    /// <summary>A listener without TLS stands behind a proxy that ends TLS. Were that one not named, the whole province would count as its one address, and be limited and refused together.</summary>
    /// <exception cref="InvalidOperationException">With the cure.</exception>
    public void RequireWord(IConfiguration configuration)
    {
        if (Addresses.IsEmpty && !None && PlainListeners.Of(configuration) is [var plain, ..])
        {
            throw new InvalidOperationException(
                $"The server would listen at {plain} without TLS, and no proxy is named: behind one, everybody would count as one address. Set Proxies:Addresses to the proxies' addresses, for instance --Proxies:Addresses:0=10.0.0.7; where there truly is no proxy, set Proxies:None=true.");
        }
    }

    private static bool IsTooWide(IPNetwork network) =>
        network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            ? network.PrefixLength < LeastPrefix
            : network.PrefixLength < (HoldsMapped(network) ? MappedPrefix + LeastPrefix : LeastPrefixV6);

    /// <summary>Whether an IPv6 network lies in the IPv4 addresses within IPv6 or around them: then it is measured as one of IPv4.</summary>
    private static bool HoldsMapped(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = 0; bit < Math.Min(network.PrefixLength, MappedPrefix); bit++)
        {
            if (((bytes[bit / 8] ^ Mapped[bit / 8]) & (0x80 >> (bit % 8))) != 0)
                return false;
        }

        return true;
    }

    /// <summary>
    /// X-Forwarded-For alone, and only from these proxies: X-Forwarded-Host and -Proto are never read, the issuer is configuration (case HT-02).
    /// What is no address ends the reading, and the last believed one counts (case HT-03). Null: there is no proxy.
    /// </summary>
    public ForwardedHeadersOptions? Headers()
    {
        if (Addresses.IsEmpty)
            return null;
        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = ForwardLimit };
        // The framework trusts loopback by itself.
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var text in Addresses)
        {
            if (IPAddress.TryParse(text, out var address))
                headers.KnownProxies.Add(address);
            else
                headers.KnownIPNetworks.Add(IPNetwork.Parse(text));
        }

        return headers;
    }
}
