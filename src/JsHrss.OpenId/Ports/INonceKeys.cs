namespace JsHrss.OpenId.Ports;

/// <summary>Makes nonces that nobody can foretell and every node knows again without remembering them (RFC 9449 §8: "Nonce values MUST be unpredictable").</summary>
public interface INonceKeys
{
    /// <summary>HMAC-SHA-256 under a key that all nodes share.</summary>
    /// <param name="message">What is named.</param>
    /// <param name="mac">32 bytes.</param>
    void Mac(ReadOnlySpan<byte> message, Span<byte> mac);
}
