using System.Collections.Immutable;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>What the host understands at authorization is refused here, not ignored.</summary>
/// <remarks>A client that asks a refresh for another context must not get tokens for the old one and take them for the new (case RT-06).</remarks>
internal sealed class HostParametersAreNotSent(ImmutableArray<string> hostParameters) : IRule<TokenRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "6");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct) =>
        new(hostParameters.Any(name => request.Form[name] is not null)
            ? ProtocolErrors.InvalidRequest("A parameter of the authorization request was sent to the token endpoint.")
            : null);
}
