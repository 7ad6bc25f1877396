using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Token;

/// <summary>Which one audience an access token gets (RFC 8707 §2.2). One per token: a token for two services lets each act as the client at the other.</summary>
internal sealed class AudienceChoice(IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Under a grant: one of the granted resources, or the client's default where none was granted (case RT-06).</summary>
    public Attempt<string> Under(Grant grant, TokenRequest request)
    {
        var granted = grant.Entitlement.Resources;
        var asked = request.Form.Resources;
        if (asked.Length > 1)
            return ProtocolErrors.InvalidTarget("Name one resource per token request.");
        if (granted.IsDefaultOrEmpty)
            return Default(request.Client) is var audience && (asked.IsEmpty || asked[0] == audience) ? audience : NotGranted();
        if (asked.IsEmpty && granted.Length > 1)
            return ProtocolErrors.InvalidTarget("Several resources were granted: name one.");
        var chosen = asked.IsEmpty ? granted[0].OriginalString : asked[0];
        var isGranted = granted.Any(r => string.Equals(r.OriginalString, chosen, StringComparison.Ordinal));
        return isGranted && request.Client.Resources.Contains(chosen, StringComparer.Ordinal) ? chosen : NotGranted();
    }

    /// <summary>For the client itself: one of its registered resources, or its default.</summary>
    public Attempt<string> ForItself(TokenRequest request)
    {
        var asked = request.Form.Resources;
        if (asked.Length > 1)
            return ProtocolErrors.InvalidTarget("Name one resource per token request.");
        var audience = Default(request.Client);
        if (asked.IsEmpty || asked[0] == audience)
            return audience;
        return request.Client.Resources.Contains(asked[0], StringComparer.Ordinal) ? asked[0] : ProtocolErrors.InvalidTarget("The client may not ask for this resource.");
    }

    /// <summary>Every audience that a token of this grant may have.</summary>
    public ImmutableArray<string> Of(Client client, Grant grant) =>
        grant.Entitlement.Resources.IsDefaultOrEmpty ? [Default(client)] : [.. grant.Entitlement.Resources.Select(resource => resource.OriginalString)];

    private string Default(Client client) => client.DefaultAudience ?? options.Value.Issuer;

    private static ProtocolError NotGranted() => ProtocolErrors.InvalidTarget("This resource was not granted.");
}
