using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>The standard claims of a person, by scope (OpenID Connect Core §5.4): an allow-list, so that no record leaks whole.</summary>
internal static class PersonClaims
{
    /// <summary>The part of the claims parameter for UserInfo.</summary>
    public const string AtUserInfo = "userinfo";

    /// <summary>The part of the claims parameter for the ID token.</summary>
    public const string InIdToken = "id_token";

    private static readonly ImmutableArray<PersonClaim> Known =
    [
        new("name", "profile", profile => profile.Name.Value),
        new("birthdate", "profile", profile => profile.Document.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("gender", "profile", profile => profile.Document.Gender?.ToString().ToLowerInvariant()),
        new("locale", "profile", _ => "zh-CN"),
        new("updated_at", "profile", profile => profile.UpdatedAt.ToUnixTimeSeconds()),
        new("id_number", "profile", profile => Masking.Document(profile.Document.Number.Value)) { IsByScopeAlone = true },
        new("phone_number", "phone", profile => profile.Phone is { } phone ? "+86" + phone.Value : null),
        new("phone_number_verified", "phone", profile => profile.Phone is null ? null : JsonValue.Create(true)),
        new(AddressClaim.Name, AddressClaim.Name, _ => null) { OfBook = AddressClaim.Of },
    ];

    /// <summary>The members of the claims parameter that say where a claim is wanted.</summary>
    private static readonly ImmutableArray<string> Parts = [AtUserInfo, InIdToken];

    /// <summary>Names of all claims that can be released, for the metadata.</summary>
    public static IEnumerable<string> Names => Known.Select(known => known.Name);

    /// <summary>All that the granted scopes release (Core §5.4: with a code, at UserInfo).</summary>
    /// <param name="claims">Where they are added.</param>
    /// <param name="entitlement">What was granted.</param>
    /// <param name="person">Whose claims.</param>
    /// <param name="address">The default of the person's address book; null: there is none, or nobody asked.</param>
    public static void AddByScope(JsonObject claims, Entitlement entitlement, PersonStanding person, PostalAddress? address) =>
        Add(claims, person, address, known => entitlement.Scopes.Contains(known.Scope));

    /// <summary>Those asked for by name in one part of the claims parameter (Core §5.5). What the client may not have is left out, which is no error (§5.5.1).</summary>
    /// <param name="claims">Where they are added.</param>
    /// <param name="entitlement">What was granted; its consent covered the names, too.</param>
    /// <param name="person">Whose claims.</param>
    /// <param name="address">As for <see cref="AddByScope"/>.</param>
    /// <param name="client">As registered today; null: it is no more.</param>
    /// <param name="part"><see cref="AtUserInfo"/> or <see cref="InIdToken"/>.</param>
    public static void AddByName(JsonObject claims, Entitlement entitlement, PersonStanding person, PostalAddress? address, Client? client, string part) =>
        Add(claims, person, address, known => IsAsked(known, entitlement, client, part));

    /// <summary>Whether the claim <c>address</c> is released in this part: it is looked up only then.</summary>
    public static bool AsksAddress(Entitlement entitlement, Client? client, string part) =>
        (part == AtUserInfo && entitlement.Scopes.Contains(AddressClaim.Name)) || IsAsked(Known.Single(known => known.Name == AddressClaim.Name), entitlement, client, part);

    /// <summary>What a request would release beyond its scopes, since it asks for it by name: each is a matter of consent of its own.</summary>
    public static IEnumerable<string> BeyondScopes(JsonElement? request, ImmutableArray<string> scopes, Client client) =>
        Known
            .Where(known => !scopes.Contains(known.Scope) && MayHave(known, scopes, client) && Parts.Any(part => Asked(request, part) is { } asked && asked.TryGetProperty(known.Name, out _)))
            .Select(known => known.Name);

    /// <summary>A name asks for one claim of a scope instead of the whole (data minimisation); what the client is not registered for no name opens.</summary>
    private static bool MayHave(PersonClaim known, ImmutableArray<string> scopes, Client client) =>
        scopes.Contains(known.Scope) || (!known.IsByScopeAlone && client.Scopes.Contains(known.Scope));

    private static JsonElement? Asked(JsonElement? request, string part) =>
        request is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(part, out var asked) && asked.ValueKind == JsonValueKind.Object ? asked : null;

    private static bool IsAsked(PersonClaim known, Entitlement entitlement, Client? client, string part) =>
        client is not null && Asked(entitlement.ClaimsRequest, part) is { } asked && asked.TryGetProperty(known.Name, out _) && MayHave(known, entitlement.Scopes, client);

    private static void Add(JsonObject claims, PersonStanding person, PostalAddress? address, Func<PersonClaim, bool> wanted)
    {
        foreach (var known in Known)
        {
            if (wanted(known) && (known.OfBook is { } ofBook ? address is null ? null : ofBook(address) : known.Value(person.Profile.Value)) is { } value)
                claims[known.Name] = value;
        }
    }

    private sealed record PersonClaim(string Name, string Scope, Func<PersonProfile, JsonNode?> Value)
    {
        /// <summary>Released with its granted scope and never by name alone: it is sensitive, even masked.</summary>
        public bool IsByScopeAlone { get; init; }

        /// <summary>Made of the default of the address book; null: of what stands in the person's own row.</summary>
        public Func<PostalAddress, JsonNode>? OfBook { get; init; }
    }
}
