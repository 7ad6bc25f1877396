using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>The standard claims of a person, by scope (OpenID Connect Core §5.4): an allow-list, so that no record leaks whole.</summary>
internal static class PersonClaims
{
    private static readonly (string Claim, string Scope, Func<PersonProfile, JsonNode?> Value)[] Known =
    [
        ("name", "profile", profile => profile.Name.Value),
        ("birthdate", "profile", profile => profile.Document.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("gender", "profile", profile => profile.Document.Gender?.ToString().ToLowerInvariant()),
        ("locale", "profile", _ => "zh-CN"),
        ("updated_at", "profile", profile => profile.UpdatedAt.ToUnixTimeSeconds()),
        ("id_number", "profile", profile => Masking.Document(profile.Document.Number.Value)),
        ("phone_number", "phone", profile => profile.Phone is { } phone ? "+86" + phone.Value : null),
        ("phone_number_verified", "phone", profile => profile.Phone is null ? null : JsonValue.Create(true)),
    ];

    /// <summary>Names of all claims that scopes can release, for the metadata.</summary>
    public static IEnumerable<string> Names => Known.Select(known => known.Claim);

    /// <summary>The claims one of these scopes releases, as names.</summary>
    public static IEnumerable<string> Of(string scope) => Known.Where(known => known.Scope == scope).Select(known => known.Claim);

    /// <summary>All that the granted scopes release (Core §5.4: with a code, at UserInfo).</summary>
    public static void AddByScope(JsonObject claims, Entitlement entitlement, PersonStanding person) =>
        Add(claims, person, known => entitlement.Scopes.Contains(known.Scope));

    /// <summary>Those asked for by name in one part of the claims parameter (Core §5.5), if a granted scope covers them; others are left out, as §5.5 allows.</summary>
    public static void AddByName(JsonObject claims, Entitlement entitlement, PersonStanding person, string part)
    {
        if (entitlement.ClaimsRequest is { ValueKind: JsonValueKind.Object } request && request.TryGetProperty(part, out var asked) && asked.ValueKind == JsonValueKind.Object)
            Add(claims, person, known => entitlement.Scopes.Contains(known.Scope) && asked.TryGetProperty(known.Claim, out _));
    }

    private static void Add(JsonObject claims, PersonStanding person, Func<(string Claim, string Scope, Func<PersonProfile, JsonNode?> Value), bool> wanted)
    {
        foreach (var known in Known)
        {
            if (wanted(known) && known.Value(person.Profile.Value) is { } value)
                claims[known.Claim] = value;
        }
    }
}
