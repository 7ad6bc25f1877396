using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>The <c>claims</c> parameter (OpenID Connect Core §5.5).</summary>
internal static class ClaimsParameter
{
    private const int MaxDepth = 8;

    /// <summary>The members in which claims are asked for.</summary>
    private static readonly ImmutableArray<string> Targets = ["userinfo", "id_token"];

    /// <summary>What the protocol itself sets, or the engine always sends: never a matter of consent.</summary>
    private static readonly ImmutableHashSet<string> Protocol =
        ImmutableHashSet.Create(StringComparer.Ordinal, "iss", "sub", "aud", "exp", "iat", "nbf", "nonce", "auth_time", "acr", "amr", "azp", "sid", "at_hash", "c_hash", "jti", "idp");

    /// <summary>The JSON object, or null when the text is none or its members <c>userinfo</c> and <c>id_token</c> are none.</summary>
    public static JsonElement? Read(string text) =>
        StrictJson.ReadObject(Encoding.UTF8.GetBytes(text), MaxDepth) is { } claims && IsObjectOrAbsent(claims, "userinfo") && IsObjectOrAbsent(claims, "id_token") ? claims : null;

    /// <summary>Values of an essential <c>acr</c> for the ID token, of which one must be reached and stated (Core §5.5.1.1); empty when it is not essential or any will do.</summary>
    public static ImmutableArray<string> EssentialAcrValues(JsonElement? claims) =>
        Acr(claims) is { } acr && IsEssential(acr) ? ValuesOf(acr) : [];

    /// <summary>Values of an <c>acr</c> for the ID token that is asked for voluntarily (Core §5.5.1.1).</summary>
    public static ImmutableArray<string> WishedAcrValues(JsonElement? claims) =>
        Acr(claims) is { } acr && !IsEssential(acr) ? ValuesOf(acr) : [];

    /// <summary>The subjects that will do, where <c>sub</c> is asked for with a value or values, or hinted at, or both (Core §3.1.2.2, §5.5.1); null: anybody.</summary>
    /// <param name="claims">Null when absent.</param>
    /// <param name="hinted">Subject of a valid id_token_hint, or null.</param>
    public static ImmutableArray<string>? RequestedSubjects(JsonElement? claims, string? hinted)
    {
        ImmutableArray<string>? subjects = hinted is null ? null : [hinted];
        foreach (var target in Targets)
        {
            if (claims is { } asked && Member(asked, target) is { } members && Member(members, "sub") is { } sub && ValuesOf(sub) is { IsEmpty: false } values)
                subjects = subjects is { } others ? [.. others.Intersect(values, StringComparer.Ordinal)] : values;
        }

        return subjects;
    }

    /// <summary>Claims about the person that are asked for by name, sorted.</summary>
    public static ImmutableArray<string> Names(JsonElement? claims)
    {
        if (claims is not { } asked)
            return [];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var target in Targets)
        {
            if (Member(asked, target) is { } members)
                names.UnionWith(members.EnumerateObject().Select(member => member.Name).Where(name => !Protocol.Contains(name)));
        }

        return [.. names];
    }

    private static JsonElement? Acr(JsonElement? claims) =>
        claims is { } asked && Member(asked, "id_token") is { } idToken ? Member(idToken, "acr") : null;

    private static bool IsEssential(JsonElement claim) => claim.TryGetProperty("essential", out var essential) && essential.ValueKind == JsonValueKind.True;

    /// <remarks>A value that is no text stays as it is written: nothing of ours equals it, and it is not taken for absent.</remarks>
    private static ImmutableArray<string> ValuesOf(JsonElement claim)
    {
        if (claim.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null)
            return [TextOf(value)];
        return claim.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Select(TextOf)] : [];
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static bool IsObjectOrAbsent(JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
}
