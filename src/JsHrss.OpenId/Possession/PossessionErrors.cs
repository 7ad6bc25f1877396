using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Possession;

/// <summary>What the authorization server answers to a proof (RFC 9449 §5, §8). 400.</summary>
internal static class PossessionErrors
{
    public const string InvalidProofCode = "invalid_dpop_proof";
    public const string UseNonceCode = "use_dpop_nonce";

    /// <summary>One of the points of RFC 9449 §4.3 does not hold.</summary>
    /// <param name="why">A clause: which.</param>
    public static ProtocolError InvalidProof(string why) => new(InvalidProofCode, Told(why), Told(why));

    /// <summary>Another one with the nonce of the response's header would do.</summary>
    public static ProtocolError UseNonce() => new(UseNonceCode, NonceTold, NonceTold);

    /// <summary>The same breach as a protected resource tells it (RFC 9449 §7.1, §9).</summary>
    public static ProtocolError AtResource(ProtocolError breach) => PossessionChallenge.With(breach.Code, breach.ForClient, breach.ForLog);

    /// <summary>What a finding is answered with; null: it holds.</summary>
    public static ProtocolError? Of(ProofFinding finding) => finding switch
    {
        ProofFinding.Holds => null,
        ProofFinding.NonceNeeded => UseNonce(),
        ProofFinding.Faulty faulty => InvalidProof(faulty.Why),
        _ => throw new InvalidOperationException("A finding of no known kind."),
    };

    private const string NonceTold = "The DPoP proof must contain the nonce of the header DPoP-Nonce.";

    private static string Told(string why) => $"The DPoP proof is not valid: {why}.";
}
