using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.EndSession;

/// <summary>Addresses that the browser loads in hidden frames, for clients that registered no other way to be told (OpenID Connect Front-Channel Logout §2, §3).</summary>
internal sealed class FrontchannelUris(IClientRegistry clients, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>One address a part, or one a client where <c>iss</c> and <c>sid</c> are not asked for.</summary>
    public async ValueTask<ImmutableArray<string>> OfAsync(IEnumerable<SessionPart> parts, CancellationToken ct)
    {
        var addresses = new List<string>();
        foreach (var part in parts)
        {
            // The back-channel reaches a relying party also when the browser closes or blocks third-party cookies: it alone is used where there is one.
            if (await clients.FindAsync(part.Client, ct).ConfigureAwait(false) is { BackchannelLogoutUri: null, FrontchannelLogoutUri: { } uri } client)
                addresses.Add(client.FrontchannelLogoutSessionRequired ? WithSession(uri.OriginalString, part.Sid) : uri.OriginalString);
        }

        return [.. addresses.Distinct(StringComparer.Ordinal)];
    }

    /// <remarks>If either of the two is sent, both must be (Front-Channel Logout §2).</remarks>
    private string WithSession(string address, string sid) => AddedQuery.To(address, KeyValuePair.Create("iss", options.Value.Issuer), KeyValuePair.Create("sid", sid));
}
