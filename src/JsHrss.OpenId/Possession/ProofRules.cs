using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Possession;

/// <summary>Checks a proof of possession point by point (RFC 9449 §4.3): what is cheap first, the signature last.</summary>
internal sealed class ProofRules(ProofNonces nonces, IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    /// <summary>The request header that carries a proof (RFC 9449 §4.1).</summary>
    public const string Header = "DPoP";

    /// <summary>Namespace of the sightings. Each key has names of its own: nobody can use up another one's.</summary>
    public const string Sighting = "dpop_proof";

    /// <summary>RFC 9449 §11.1: unnecessarily large ones are refused.</summary>
    private const int MaxJtiLength = 255;

    private readonly string _issuer = options.Value.Issuer;
    private readonly TimeSpan _lifetime = options.Value.ProofLifetime;

    /// <summary>Whether a proof was sent at all.</summary>
    public static bool IsShown(HttpRequest request) => request.Headers.ContainsKey(Header);

    /// <summary>Checks the proof of a request that has one.</summary>
    /// <param name="request">What it came with: method and path are compared, the Host header is not.</param>
    /// <param name="client">Who shows it.</param>
    /// <param name="accessToken">The token it is shown with; null at the endpoints of the authorization server.</param>
    public ProofFinding Check(HttpRequest request, Client client, string? accessToken)
    {
        var header = request.Headers[Header];
        if (header.Count != 1)
            return new ProofFinding.Faulty("it was sent more than once");
        var (proof, unread) = ProofJwt.Read(header[0] ?? "");
        if (proof is null)
            return new ProofFinding.Faulty(unread!);
        if (FaultInClaims(proof, request, accessToken) is { } fault)
            return new ProofFinding.Faulty(fault);
        if (!StrictJson.TryText(proof.Claims, "nonce", out var nonce))
            return new ProofFinding.Faulty("its nonce is no text");
        // RFC 9449 §8, §11.3: a nonce that was not handed out lately, or none where one is demanded.
        if (nonce is null ? nonces.AreDemandedOf(client) : !nonces.Knows(nonce))
        {
            nonces.Offer(request.HttpContext.Response, nonce);
            return new ProofFinding.NonceNeeded();
        }

        if (!NumericDate.TryRead(proof.Claims, "iat", out var created) || created is not { } at)
            return new ProofFinding.Faulty("it has no iat in whole seconds");
        // RFC 9449 §4.3 point 11: either of the two says when it was made. A nonce does so whatever the client's clock shows (§11.1).
        if (nonce is null && FaultInTime(at) is { } time)
            return new ProofFinding.Faulty(time);
        var (key, badKey) = JwkReader.Read(proof.Jwk);
        if (key is null)
            return new ProofFinding.Faulty("its jwk " + badKey);
        var signed = key.Verify(proof.Algorithm, proof.SigningInput.Span, proof.Signature.Span);
        key.LetGo();
        if (!signed)
            return new ProofFinding.Faulty("its signature does not fit its jwk");

        if (nonces.AreDemandedOf(client))
            nonces.Offer(request.HttpContext.Response, nonce);
        var jkt = Thumbprint.Of(proof.Jwk);
        var until = nonce is null ? at + _lifetime + AssertionRules.Skew : nonces.ForgottenAt;
        return new ProofFinding.Holds(new KeyProof(jkt, new Change.Sight(Sighting, jkt, SHA256.HashData(Encoding.UTF8.GetBytes(proof["jti"]!)), until)));
    }

    private string? FaultInClaims(ProofJwt proof, HttpRequest request, string? accessToken)
    {
        if (proof["jti"] is not { Length: > 0 and <= MaxJtiLength })
            return "it has no jti of 1 to 255 characters";
        if (!string.Equals(proof["htm"], request.Method, StringComparison.Ordinal))
            return "its htm is not the method of this request";
        if (proof["htu"] is not { } htu || !ProofTarget.IsNamedBy(htu, _issuer + request.PathBase.Add(request.Path).ToUriComponent()))
            return "its htu is not the address of this request";
        return accessToken is null || proof["ath"] is { } hash && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), HashOf(accessToken))
            ? null
            : "its ath is not the hash of the access token";
    }

    private string? FaultInTime(DateTimeOffset created)
    {
        var now = clock.GetUtcNow();
        if (created > now + AssertionRules.Skew)
            return "its iat lies ahead";
        return created + _lifetime <= now - AssertionRules.Skew ? "its iat is too old" : null;
    }

    /// <summary>RFC 9449 §4.2: base64url of SHA-256 of the token's ASCII text.</summary>
    private static byte[] HashOf(string accessToken)
    {
        var hash = new byte[Base64Url.GetEncodedLength(SHA256.HashSizeInBytes)];
        Base64Url.EncodeToUtf8(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)), hash);
        return hash;
    }
}
