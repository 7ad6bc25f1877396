using System.Collections.Immutable;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>The algorithms with which clients sign: asymmetric ones alone (RFC 8725 §3.1, cases JW-01, JW-02).</summary>
internal static class SignatureAlgorithms
{
    public const string Es256 = "ES256";
    public const string Ps256 = "PS256";
    public const string Rs256 = "RS256";

    /// <summary>In the order in which the metadata names them.</summary>
    public static readonly ImmutableArray<string> All = [Es256, Ps256, Rs256];
}
