namespace JsHrss.OpenId.Ports;

/// <summary>The server's signing keys. Every member answers for the time of the call: keys change by the clock.</summary>
public interface ISigningKeys
{
    /// <summary>The active signer of an algorithm (RFC 7518 §3.1 names).</summary>
    /// <exception cref="InvalidOperationException">The server has no key for it.</exception>
    ISigner For(string algorithm);

    /// <summary>The published JWK Set (RFC 7517 §5): public members only (case PI-06), UTF-8, prebuilt.</summary>
    ReadOnlyMemory<byte> Jwks { get; }

    /// <summary>How many keys were declared compromised so far. What was verified under another number must be verified anew (case PI-08).</summary>
    int Revocations => 0;

    /// <summary>Whether this signature was made by a published key with exactly this kid and algorithm.</summary>
    bool Verify(string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);

    /// <summary>Whether this signature was made by the key that signed at that time, published still or gone long ago; never by one declared compromised.</summary>
    /// <remarks>For old evidence, and for hints that only identify (case JW-17). It opens nothing: what must count now is asked of <see cref="Verify"/>.</remarks>
    /// <param name="signedAt">When it is said to have been made, UTC.</param>
    /// <param name="kid">Key id.</param>
    /// <param name="algorithm">Algorithm, RFC 7518 §3.1.</param>
    /// <param name="input">What was signed.</param>
    /// <param name="signature">In the JWS form of the algorithm.</param>
    bool VerifyAsOf(DateTimeOffset signedAt, string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) => Verify(kid, algorithm, input, signature);
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
