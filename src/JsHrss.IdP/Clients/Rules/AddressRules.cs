using System.Collections.Immutable;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>Every address of a client (RFC 6749 §3.1.2, OpenID Connect RP-Initiated Logout §3.1, Back-Channel Logout §2.2, Front-Channel Logout §2).</summary>
internal static class AddressRules
{
    private const int MostAddresses = 20;

    public static IEnumerable<MemberFault> Faults(ClientMetadata client, ClientPolicy policy)
    {
        if (client.UsesCode && client.RedirectUris is not { Length: > 0 })
            yield return new("redirect_uris", "at least one is required: none is ever learnt from a request");
        foreach (var fault in Of("redirect_uris", client.RedirectUris).Concat(Of("post_logout_redirect_uris", client.PostLogoutRedirectUris)))
            yield return fault;
        foreach (var fault in LogoutFaults(client, policy))
            yield return fault;
        foreach (var (member, address) in new[] { ("client_uri", client.ClientUri), ("logo_uri", client.LogoUri), ("policy_uri", client.PolicyUri), ("tos_uri", client.TosUri), ("initiate_login_uri", client.InitiateLoginUri) })
        {
            if (address is not null && RegisteredAddress.WebFaultOf(address, policy) is { } fault)
                yield return new(member, fault);
        }

        IEnumerable<MemberFault> Of(string member, ImmutableArray<string>? addresses)
        {
            if (addresses is not { } all)
                yield break;
            if (!client.UsesCode && all.Length > 0)
                yield return new(member, "has no use without authorization_code");
            if (all.Length > MostAddresses || FlowRules.HasRepeated(all))
                yield return new(member, $"may hold at most {MostAddresses}, each once");
            foreach (var address in all)
            {
                if (RegisteredAddress.ResponseFaultOf(address, client.IsNative, policy) is { } fault)
                    yield return new(member, fault);
            }
        }
    }

    private static IEnumerable<MemberFault> LogoutFaults(ClientMetadata client, ClientPolicy policy)
    {
        if (client.BackchannelLogoutUri is { } back)
        {
            if (!client.UsesCode)
                yield return new("backchannel_logout_uri", "has no use without authorization_code");
            if (RegisteredAddress.FetchedFaultOf(back, policy) is { } fault)
                yield return new("backchannel_logout_uri", fault);
        }
        else if (client.BackchannelLogoutSessionRequired is not null)
        {
            yield return new("backchannel_logout_session_required", "has no use without backchannel_logout_uri");
        }

        if (client.FrontchannelLogoutUri is { } front)
        {
            if (RegisteredAddress.WebFaultOf(front, policy) is { } fault)
                yield return new("frontchannel_logout_uri", fault);
            else if (!(client.RedirectUris ?? []).Any(redirect => Origin(redirect) == Origin(front)))
                yield return new("frontchannel_logout_uri", "must have scheme, host and port of one of the redirect_uris (Front-Channel Logout section 2)");
        }
        else if (client.FrontchannelLogoutSessionRequired is not null)
        {
            yield return new("frontchannel_logout_session_required", "has no use without frontchannel_logout_uri");
        }
    }

    private static string? Origin(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : null;
}
