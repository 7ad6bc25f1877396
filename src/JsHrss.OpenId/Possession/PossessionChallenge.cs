using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Possession;

/// <summary>The challenges of the scheme DPoP (RFC 9449 §7.1). 401, as for every failed authentication.</summary>
internal static class PossessionChallenge
{
    private const string HeaderName = "WWW-Authenticate";
    private const string BearerScheme = "Bearer ";

    private static readonly string Algorithms = $"algs=\"{string.Join(' ', ProofAlgorithms.All)}\"";

    /// <summary>Says that the scheme is understood, and nothing of what went wrong (RFC 9449 §7.2).</summary>
    public static KeyValuePair<string, string> Bare { get; } = new(HeaderName, $"DPoP {Algorithms}");

    /// <summary>An error in this scheme.</summary>
    public static ProtocolError With(string code, string forClient, string forLog) => new(code, forClient, forLog, 401)
    {
        Headers = [new(HeaderName, $"DPoP error=\"{code}\", error_description=\"{forClient}\", {Algorithms}")],
    };

    /// <summary>What RFC 6750 §3 tells, in this scheme.</summary>
    public static ProtocolError InsteadOf(ProtocolError bearer) => bearer with
    {
        Headers = [.. bearer.Headers.Select(header => header.Key == HeaderName && header.Value.StartsWith(BearerScheme, StringComparison.Ordinal)
            ? new KeyValuePair<string, string>(HeaderName, $"DPoP {header.Value[BearerScheme.Length..]}, {Algorithms}")
            : header)],
    };

    /// <summary>The error in the scheme that was used, and beside it this one, which the token needs (RFC 9449 §7.2).</summary>
    public static ProtocolError Beside(ProtocolError bearer) => bearer with { Headers = bearer.Headers.Add(Bare) };
}
