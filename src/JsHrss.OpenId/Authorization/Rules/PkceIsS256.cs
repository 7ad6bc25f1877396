using System.Security.Cryptography;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>A code is issued only against an S256 challenge, to every client.</summary>
/// <remarks>Without a challenge a stolen code can be redeemed by the thief; "plain", the default of an absent method, hands him the verifier with the request (RFC 9700 §2.1.1, case CD-03).</remarks>
internal sealed class PkceIsS256 : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 7636", "4.4.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct)
    {
        var challenge = request.Parameters["code_challenge"];
        if (challenge is null)
            return Breach.InvalidRequest("code_challenge is missing.");
        if (request.Parameters["code_challenge_method"] != "S256")
            return Breach.InvalidRequest("The only code_challenge_method is S256.");
        // SHA-256 in base64url without padding, blanks or line breaks (RFC 7636 §4.2, §3).
        return CanonicalBase64Url.Decode(challenge) is { Length: SHA256.HashSizeInBytes }
            ? Breach.None
            : Breach.InvalidRequest("code_challenge must be 43 characters of base64url.");
    }
}
