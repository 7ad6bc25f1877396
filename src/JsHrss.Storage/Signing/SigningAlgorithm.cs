using System.Collections.Immutable;

namespace JsHrss.Storage.Signing;

/// <summary>The algorithms that this server signs with (RFC 7518 §3.1).</summary>
internal static class SigningAlgorithm
{
    public const string Es256 = "ES256";
    public const string Rs256 = "RS256";
    public const string Ps256 = "PS256";

    /// <summary>In the order in which they stand in the JWK Set.</summary>
    public static ImmutableArray<string> All { get; } = [Es256, Rs256, Ps256];
}
