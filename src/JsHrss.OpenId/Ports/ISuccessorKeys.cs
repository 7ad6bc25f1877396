namespace JsHrss.OpenId.Ports;

/// <summary>Derives the secret of a rotated refresh token's successor, so that for ten seconds any node can answer the same successor again (storage design §3).</summary>
public interface ISuccessorKeys
{
    /// <summary>HMAC over predecessor's secret digest and successor's key: 32 bytes.</summary>
    void Derive(ReadOnlySpan<byte> predecessorDigest, Guid successor, Span<byte> secret);
}
