using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.EndSession;

/// <summary>The way every sign-out request takes, whether it just arrived or was kept: client and hint looked up, rules obeyed.</summary>
internal sealed class SignOutGate(IClientRegistry clients, IdTokenHint hints, IOptions<OpenIdProviderOptions> options)
{
    public async ValueTask<SignOutReading> PassAsync(RawRequest raw, CancellationToken ct)
    {
        var parameters = raw.Parameters;
        var hint = hints.Read(parameters["id_token_hint"], options.Value.Issuer);
        var named = parameters["client_id"] ?? (hint?.Audience is [var audience] ? audience : null);
        var client = named is { Length: <= 128 } ? await clients.FindAsync(new ClientId(named), ct).ConfigureAwait(false) : null;
        var read = new ReadSignOut(client, hint, parameters);
        if (await SignOutRulebook.All.FirstBreachAsync(read, ct).ConfigureAwait(false) is { } breach)
            return new SignOutReading.Refused(breach, client);
        return new SignOutReading.Trusted(new SignOutRequest(client, hint, ReturnTo(read), [.. SpaceDelimited.Values(parameters["ui_locales"]).Take(10)]));
    }

    /// <remarks>RP-Initiated Logout §3: without a client there is no way to confirm that the address is anybody's.</remarks>
    private static string? ReturnTo(ReadSignOut read)
    {
        if (read.Client is null || read.Parameters["post_logout_redirect_uri"] is not { } address)
            return null;
        return read.Parameters["state"] is { } state ? AddedQuery.To(address, KeyValuePair.Create("state", state)) : address;
    }
}
