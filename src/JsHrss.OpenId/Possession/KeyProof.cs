using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Possession;

/// <summary>A proof that holds, provided that it was not shown before.</summary>
/// <param name="Jkt">Thumbprint of the key that was proven.</param>
/// <param name="Sighting">What makes it count once (RFC 9449 §11.1); written in the same list as what the proof was shown for.</param>
internal sealed record KeyProof(string Jkt, Change.Sight Sighting);

/// <summary>What became of a proof. A closed union.</summary>
internal abstract record ProofFinding
{
    private ProofFinding()
    {
    }

    /// <summary>It holds.</summary>
    public sealed record Holds(KeyProof Proof) : ProofFinding;

    /// <summary>It does not.</summary>
    /// <param name="Why">A clause for the client's developer, printable ASCII without quotes.</param>
    public sealed record Faulty(string Why) : ProofFinding;

    /// <summary>It may be right but has no nonce that counts; one was put into the response.</summary>
    public sealed record NonceNeeded : ProofFinding;
}
