namespace JsHrss.OpenId.Ports;

/// <summary>The server's signing keys.</summary>
public interface ISigningKeys
{
    /// <summary>The active signer of an algorithm (RFC 7518 §3.1 names).</summary>
    ISigner For(string algorithm);

    /// <summary>The published JWK Set (RFC 7517 §5): public members only (case PI-06), UTF-8, prebuilt.</summary>
    ReadOnlyMemory<byte> Jwks { get; }

    /// <summary>Whether this signature was made by a published key with exactly this kid and algorithm.</summary>
    bool Verify(string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);
}

/// <summary>A private key that signs.</summary>
public interface ISigner
{
    /// <summary>Key id in the JWK Set.</summary>
    string Kid { get; }

    /// <summary>Signs, in the JWS form of its algorithm (ES256: R || S, 64 bytes).</summary>
    /// <returns>Bytes written.</returns>
    int Sign(ReadOnlySpan<byte> input, Span<byte> signature);
}
