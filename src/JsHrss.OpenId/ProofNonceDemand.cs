namespace JsHrss.OpenId;

/// <summary>Whose proofs of possession must contain a nonce of this server (RFC 9449 §8, §9). Who needs none is never handed one (§11.3).</summary>
public enum ProofNonceDemand
{
    /// <summary>Those of public clients: whoever sits at such a client could make proofs beforehand and carry them away (RFC 9449 §11.2), and its clock may be wrong (§11.1).</summary>
    PublicClients,

    /// <summary>Those of all clients.</summary>
    Always,

    /// <summary>Nobody's: a proof is judged by its <c>iat</c>.</summary>
    Never,
}
