namespace JsHrss.Accounts.Audit;

/// <summary>Where a request came from: network address and source port (kept for a year, 互联网政务应用安全管理规定 art. 20), browser, client, trace.</summary>
/// <param name="Address">Client address as the trusted proxies tell it; null when unknown.</param>
/// <param name="Port">Source port; null when unknown.</param>
/// <param name="Agent">User-Agent, cut to 256 characters by the caller.</param>
/// <param name="Client"><c>client_id</c> of the relying party the person comes from; null at our own pages.</param>
public sealed record RequestOrigin(string? Address, int? Port, string? Agent, string? Client)
{
    /// <summary>What limits count by: an IPv4 address, or the /64 of an IPv6 address, of which one subscriber has all (case EN-15). The caller says so; otherwise it is the address.</summary>
    public string? Network { get; init; } = Address;

    /// <summary>Nothing is known, for instance in jobs.</summary>
    public static RequestOrigin Unknown { get; } = new(null, null, null, null);

    /// <summary>The client only: address and browser are personal data.</summary>
    public override string ToString() => Client ?? "";
}
