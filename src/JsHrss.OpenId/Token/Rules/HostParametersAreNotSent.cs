using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>What the host understands at authorization is refused here, not ignored; but a client registered to switch contexts may name one at a refresh.</summary>
/// <remarks>A client that asks a refresh for another context must not get tokens for the old one and take them for the new (case RT-06).</remarks>
internal sealed class HostParametersAreNotSent(ImmutableArray<string> hostParameters, string? contextParameter) : IRule<TokenRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "6");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct)
    {
        foreach (var name in hostParameters)
        {
            if (request.Form[name] is not { } value)
                continue;
            if (name != contextParameter || request.Form["grant_type"] != "refresh_token")
                return new(ProtocolErrors.InvalidRequest("A parameter of the authorization request was sent to the token endpoint."));
            if (!request.Client.SwitchesContext)
                return new(ProtocolErrors.InvalidRequest("This client may not switch contexts by a refresh."));
            if (value.Length > ParameterBounds.Other)
                return new(ProtocolErrors.InvalidRequest("A parameter is too long."));
        }

        return new((ProtocolError?)null);
    }
}
