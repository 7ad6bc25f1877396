using System.Collections.Immutable;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>What this engine makes of a client's JWK Set (RFC 7517 §5), for a host that checks what clients declare: read by the same reader and with the same strictness as when a signature is verified.</summary>
/// <param name="Keys">How many keys can verify.</param>
/// <param name="Faults">Keys that verify nothing, and names that several keys share, each with why. English, without any member of a private key.</param>
/// <param name="Algorithms">Algorithms (RFC 7518 §3.1) for which there is a key that can verify.</param>
public sealed record JwkSetReport(int Keys, ImmutableArray<string> Faults, ImmutableArray<string> Algorithms)
{
    /// <summary>So many keys a set may have (an own bound: more than any client rotates through).</summary>
    public const int MostKeys = JwkSet.MaxKeys;

    /// <summary>The report; null: no JWK Set, or one with more than <see cref="MostKeys"/> keys.</summary>
    /// <param name="document">The set as JSON text.</param>
    public static JwkSetReport? Of(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (JwkSet.Read(document) is not { } set)
            return null;
        var names = set.Keys.Select(key => key.Kid).ToArray();
        var areDistinct = names.Length < 2 || (!names.Contains(null) && names.Distinct(StringComparer.Ordinal).Count() == names.Length);
        return new JwkSetReport(
            names.Length,
            areDistinct ? set.LeftOut : [.. set.LeftOut, "each of several keys needs a kid of its own (RFC 7517 section 4.5)"],
            [.. set.Keys.SelectMany(key => key.Algorithms).Distinct(StringComparer.Ordinal)]);
    }
}
