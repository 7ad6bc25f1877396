using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>The <c>claims</c> parameter (OpenID Connect Core §5.5).</summary>
internal static class ClaimsParameter
{
    private const int MaxDepth = 8;

    /// <summary>What the protocol itself sets, or the engine always sends: never a matter of consent.</summary>
    private static readonly ImmutableHashSet<string> Protocol =
        ImmutableHashSet.Create(StringComparer.Ordinal, "iss", "sub", "aud", "exp", "iat", "nbf", "nonce", "auth_time", "acr", "amr", "azp", "sid", "at_hash", "c_hash", "jti", "idp");

    /// <summary>The JSON object, or null when the text is none or its members <c>userinfo</c> and <c>id_token</c> are none.</summary>
    public static JsonElement? Read(string text) =>
        StrictJson.ReadObject(Encoding.UTF8.GetBytes(text), MaxDepth) is { } claims && IsObjectOrAbsent(claims, "userinfo") && IsObjectOrAbsent(claims, "id_token") ? claims : null;

    /// <summary>Values of an essential <c>acr</c> for the ID token (Core §5.5.1.1); empty when it is not essential or any will do.</summary>
    public static ImmutableArray<string> EssentialAcrValues(JsonElement claims) =>
        Member(claims, "id_token") is { } idToken && Member(idToken, "acr") is { } acr && acr.TryGetProperty("essential", out var essential) && essential.ValueKind == JsonValueKind.True
            ? ValuesOf(acr)
            : [];

    /// <summary>The one subject that will do, where the ID token's <c>sub</c> is asked for with a value (Core §5.5.1).</summary>
    public static string? RequestedSubject(JsonElement claims) =>
        Member(claims, "id_token") is { } idToken && Member(idToken, "sub") is { } sub && sub.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Claims about the person that are asked for by name, sorted.</summary>
    public static ImmutableArray<string> Names(JsonElement? claims)
    {
        if (claims is not { } asked)
            return [];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var target in (ReadOnlySpan<string>)["userinfo", "id_token"])
        {
            if (Member(asked, target) is { } members)
                names.UnionWith(members.EnumerateObject().Select(member => member.Name).Where(name => !Protocol.Contains(name)));
        }

        return [.. names];
    }

    private static ImmutableArray<string> ValuesOf(JsonElement claim)
    {
        if (claim.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String)
            return [value.GetString()!];
        return claim.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)]
            : [];
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static bool IsObjectOrAbsent(JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
}
