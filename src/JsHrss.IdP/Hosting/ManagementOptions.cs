using System.Net;

namespace JsHrss.IdP.Hosting;

/// <summary>Configuration section <c>Management</c>: where health and metrics are told. A listener of its own, so that no proxy rule stands between them and the internet (case AD-17).</summary>
internal sealed record ManagementOptions
{
    /// <summary>An address of this machine and a port; 0: any free one.</summary>
    public string Address { get; init; } = "http://127.0.0.1:5190";

    /// <summary>Whether an address may be listened on that strangers can reach.</summary>
    public bool AllowPublicAddress { get; init; }

    public static ManagementOptions From(IConfiguration configuration) => configuration.GetSection("Management").Get<ManagementOptions>() ?? new ManagementOptions();

    /// <summary>What to listen on.</summary>
    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public IPEndPoint EndPoint(bool isDevelopment)
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            throw new InvalidOperationException($"Management:Address is '{Address}'; write http, an address of this machine and a port, for instance http://127.0.0.1:5190.");
        var address = uri.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var written) ? written
            : throw new InvalidOperationException($"Management:Address names the host '{uri.Host}'; write its address instead, since a name may lead elsewhere tomorrow.");
        if (!isDevelopment && !AllowPublicAddress && !IsInside(address))
            throw new InvalidOperationException($"Management:Address is {Address}, which others than this site can reach: whoever can may see how the server is doing. Use 127.0.0.1 or an address of an internal network, or set Management:AllowPublicAddress if a firewall keeps strangers away.");
        return new IPEndPoint(address, uri.Port);
    }

    /// <summary>Loopback, RFC 1918, RFC 4193, link-local. All addresses of a machine at once (0.0.0.0, ::) are not.</summary>
    private static bool IsInside(IPAddress address)
    {
        var one = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(one) || one.IsIPv6UniqueLocal || one.IsIPv6LinkLocal)
            return true;
        return one.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, _, _] or [169, 254, _, _];
    }
}
