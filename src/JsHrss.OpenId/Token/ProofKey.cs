using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token;

/// <summary>Proof Key for Code Exchange, S256 alone (RFC 7636 §4.6).</summary>
internal static class ProofKey
{
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>The breach, or null when the verifier belongs to the challenge.</summary>
    /// <param name="challenge">As sent to the authorization endpoint.</param>
    /// <param name="verifier">As sent now; null: none.</param>
    public static ProtocolError? Breach(string challenge, string? verifier)
    {
        if (verifier is null)
            return ProtocolErrors.InvalidGrant("code_verifier is missing.");
        // RFC 7636 §4.1: 43 to 128 unreserved characters.
        if (verifier.Length is < 43 or > 128 || verifier.AsSpan().ContainsAnyExcept(Unreserved))
            return ProtocolErrors.InvalidGrant("code_verifier has not the form of one.");
        Span<byte> ascii = stackalloc byte[128];
        Span<byte> computed = stackalloc byte[43];
        var length = Encoding.ASCII.GetBytes(verifier, ascii);
        Base64Url.EncodeToUtf8(SHA256.HashData(ascii[..length]), computed);
        return CryptographicOperations.FixedTimeEquals(computed, Encoding.UTF8.GetBytes(challenge))
            ? null
            : ProtocolErrors.InvalidGrant("code_verifier does not belong to the challenge.");
    }
}
