using JsHrss.IdP.Clients;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>
/// Where a refusal sends the person: to the client's own <c>initiate_login_uri</c> with <c>iss</c> and <c>target_link_uri</c> (OpenID Connect Core §4). The client begins a sign-in from there, with whatever
/// the refusal asks for, and leads back to where the person was.
/// </summary>
/// <param name="Address">Null: the client registered no such address.</param>
/// <param name="Fault">What is wrong with the target; null: nothing.</param>
/// <remarks>
/// Never an open redirect (case AZ-22): the address is registered, and a target counts only at its origin. Both are compared as text: behind the origin's own slash nothing can change the host,
/// however it is read.
/// </remarks>
internal sealed record ReturnLink(string? Address, string? Fault)
{
    private const int LongestTarget = 2000;

    public static ReturnLink For(Client client, string? target, string issuer)
    {
        if (!client.HostMembers.TryGetValue(HostMember.InitiateLoginUri, out var start))
            return new ReturnLink(null, target is null ? null : "context.target_link_uri needs an initiate_login_uri of the client.");
        if (target is not null && !IsAtOriginOf(start, target))
            return new ReturnLink(null, "context.target_link_uri is no address at the origin of the client's initiate_login_uri.");
        var address = $"{start}{(start.Contains('?', StringComparison.Ordinal) ? '&' : '?')}iss={Uri.EscapeDataString(issuer)}";
        return new ReturnLink(target is null ? address : $"{address}&target_link_uri={Uri.EscapeDataString(target)}", null);
    }

    /// <summary>The same address, which tells the client what its next authorization request should ask for: there the step-up begins. Null: none is registered.</summary>
    /// <param name="acr">One of ours.</param>
    public string? Asking(string acr) => Address is null ? null : $"{Address}&acr_values={Uri.EscapeDataString(acr)}";

    private static bool IsAtOriginOf(string registered, string target) =>
        target.Length <= LongestTarget
        && target.StartsWith(new Uri(registered).GetLeftPart(UriPartial.Authority) + "/", StringComparison.Ordinal)
        && target.All(sign => sign is > ' ' and <= '~' and not '\\');
}
