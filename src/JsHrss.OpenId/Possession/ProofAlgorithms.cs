using System.Collections.Immutable;
using JsHrss.OpenId.ClientKeys;

namespace JsHrss.OpenId.Possession;

/// <summary>With what proofs of possession may be signed: asymmetric algorithms that are deemed secure (RFC 9449 §11.6), those of FAPI 2.0 Security Profile §5.4.1 that we know.</summary>
internal static class ProofAlgorithms
{
    /// <summary>In the order in which metadata and challenges name them.</summary>
    public static readonly ImmutableArray<string> All = [SignatureAlgorithms.Es256, SignatureAlgorithms.Ps256];
}
