using System.Collections.Immutable;
using System.Net;

namespace JsHrss.IdP.Web;

/// <summary>Configuration section <c>Places</c>: which service points stand behind which networks, so that a person sees where a terminal asked from and not only its address.</summary>
internal sealed class KnownPlaces
{
    private readonly ImmutableArray<(IPNetwork Network, string Name)> _places;

    public KnownPlaces(IConfiguration configuration)
    {
        var places = ImmutableArray.CreateBuilder<(IPNetwork, string)>();
        foreach (var place in configuration.GetSection("Places").GetChildren())
        {
            if (!IPNetwork.TryParse(place["Network"], out var network) || place["Name"] is not { Length: > 0 and <= 60 } name)
                throw new InvalidOperationException($"{place.Path} must have a Network such as 10.20.0.0/16 and a Name of at most 60 characters.");
            places.Add((network, name));
        }

        // The narrowest first: a hall within a city.
        _places = [.. places.OrderByDescending(place => place.Item1.PrefixLength)];
    }

    /// <summary>Name of the narrowest known place of an address; null: none is known.</summary>
    public string? NameOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var at))
            return null;
        foreach (var (network, name) in _places)
        {
            if (network.Contains(at))
                return name;
        }

        return null;
    }

    /// <summary>An address as strangers may see it: its network, without the last part.</summary>
    public static string? Masked(string? address)
    {
        if (!IPAddress.TryParse(address, out var at))
            return null;
        if (at.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            return string.Join('.', at.ToString().Split('.')[..3]) + ".*";
        var bytes = at.GetAddressBytes();
        bytes.AsSpan(6).Clear();
        return new IPAddress(bytes) + "/48";
    }
}
