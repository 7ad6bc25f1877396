using System.Collections.Frozen;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Authorization;

/// <summary>How long the parameters may be: far above any honest use, far below what a cache, a log or a Location header suffers from (case AZ-16).</summary>
internal static class ParameterBounds
{
    /// <summary>Characters of a whole request, in a query or a body.</summary>
    public const int Request = 16 * 1024;

    public const int State = 2048;

    /// <summary>Characters by parameter; every other one has <see cref="Other"/>.</summary>
    public static readonly FrozenDictionary<string, int> Longest = new Dictionary<string, int>
    {
        ["state"] = State,
        ["nonce"] = 512,
        ["scope"] = 1024,
        ["login_hint"] = 256,
        ["ui_locales"] = 512,
        ["acr_values"] = 1024,
        ["claims"] = 4096,
        [AskedDetails.Name] = AskedDetails.MaxLength,
        ["id_token_hint"] = 4096,
        ["resource"] = 512,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public const int Other = 512;
}
