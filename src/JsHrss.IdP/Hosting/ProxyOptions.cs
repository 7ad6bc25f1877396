using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace JsHrss.IdP.Hosting;

/// <summary>Configuration section <c>Proxies</c>: whose word about the client's address is believed (security decision 5). Without it nobody's.</summary>
internal sealed record ProxyOptions
{
    /// <summary>Addresses and networks of the proxies, for instance <c>10.0.0.7</c> or <c>10.1.0.0/16</c>.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>How many proxies stand one behind the other; so many entries of X-Forwarded-For are read, from the right.</summary>
    public int ForwardLimit { get; init; } = 1;

    public static ProxyOptions From(IConfiguration configuration) => new()
    {
        Addresses = [.. configuration.GetSection("Proxies:Addresses").Get<string[]>() ?? []],
        ForwardLimit = configuration.GetValue("Proxies:ForwardLimit", 1),
    };

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate()
    {
        foreach (var text in Addresses)
        {
            if (!IPAddress.TryParse(text, out _) && !(text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out _)))
                throw new InvalidOperationException($"Proxies:Addresses holds '{text}'; write an address (10.0.0.7) or a network (10.1.0.0/16).");
            if (IPNetwork.TryParse(text, out var network) && network.PrefixLength == 0)
                throw new InvalidOperationException($"Proxies:Addresses holds '{text}', the whole internet: then everybody could claim any address. Name the proxies alone.");
        }

        if (ForwardLimit is < 1 or > 8)
            throw new InvalidOperationException("Proxies:ForwardLimit must lie between 1 and 8: the number of proxies one behind the other.");
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
