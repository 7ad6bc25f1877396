using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>The key that a code is to be bound to is named by a thumbprint.</summary>
/// <remarks>With any other text the code could never be redeemed; the client learns it before a person has signed in.</remarks>
internal sealed class DpopJktIsAThumbprint : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 9449", "10");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["dpop_jkt"] is not { } jkt || Thumbprint.IsOne(jkt)
            ? Breach.None
            : Breach.InvalidRequest("dpop_jkt must be a SHA-256 thumbprint of a JWK, 43 characters of base64url.");
}
