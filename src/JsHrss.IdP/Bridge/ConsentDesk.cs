using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Clients;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>What a third-party client would get, and the consent to it.</summary>
internal sealed class ConsentDesk(BrowserSession sessions, ItemDetails items, IAddressBooks books, TimeProvider clock) : IConsentDesk
{
    /// <summary>A consent lapses after this time and is asked for again.</summary>
    private const int Days = 180;

    private const string AllItems = "items";

    /// <summary>Its own line: it is the unit's, and not the person's who reads it.</summary>
    private const string UnitAddress = "unit_address";

    /// <summary>Whoever is answered learns who it is, if nothing else (<c>sub</c>).</summary>
    private const string Identifier = "openid";

    /// <summary>Scopes that hand data over; the others are technical and need no line of their own.</summary>
    private static readonly ImmutableArray<string> Shown = ["profile", "phone", AddressClaim.Name, "unit", "unit.members", "items", "offline_access"];

    public async ValueTask<ConsentQuestion?> QuestionAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        var client = pending.Request.Client;
        // The department's own is asked about only when somebody else may be asking in its name: each time, so that nothing holds for long.
        return new ConsentQuestion(client.HostMembers.GetValueOrDefault(HostMember.OperatorName), await PartsOfAsync(pending, standing, ct), client.FirstParty ? null : Days)
        {
            Of = Of(standing, pending),
            IsOwn = client.FirstParty,
            IsApp = pending.Request.Device is null && client.Native && !pending.Request.RedirectUri.StartsWith("https://", StringComparison.OrdinalIgnoreCase),
        };
    }

    public async ValueTask<Consent?> ConsentAsync(HttpContext browser, PendingInteraction pending, ImmutableArray<string> ticked, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing || pending.Context is not { } context)
            return null;
        // The engine serves a request with all it asked for or not at all: every part is required, and what was read is what is consented to.
        var now = clock.GetUtcNow();
        return new Consent(new SubjectId(standing.Person.Id.ToString()), pending.Request.Client.Id, context, pending.Request.Scopes, ClaimsOf(pending), now, now.AddDays(Days))
        {
            AuthorizationDetails = WrittenOut(pending.Request),
        };
    }

    /// <summary>Who was asked, in which context and as what there, and what was read: an item that came to take more actions since makes another question of it, and so does another role, in which the same words hand over more.</summary>
    private string Of(SessionStanding standing, PendingInteraction pending)
    {
        var acting = SessionContext.Read(pending.Context?.Value) is { IsSelf: false } context ? standing.UnitOf(context)?.Role.Word() : null;
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{standing.Person.Id} {pending.Context} {acting} {WrittenOut(pending.Request)?.GetRawText()}")));
    }

    /// <summary>The items as the page names them, with the actions that each takes now (RFC 9396 §3).</summary>
    private JsonElement? WrittenOut(AuthorizationRequest request) =>
        request.AuthorizationDetails is { } asked ? JsonSerializer.SerializeToElement(asked.EnumerateArray().SelectMany(one => items.WriteOut(one))) : null;

    private async ValueTask<ImmutableArray<ConsentPart>> PartsOfAsync(PendingInteraction pending, SessionStanding standing, CancellationToken ct)
    {
        var (codes, profile) = (CodesOf(pending.Request), standing.Person.Profile.Value);
        // As House tells it: the unit's own with the scope alone, and to nobody who acts within an institution of it.
        var unit = pending.Request.Scopes.Contains(AddressClaim.Name) && SessionContext.Read(pending.Context?.Value) is { IsSelf: false } context && standing.UnitOf(context) is { Institution: null } acting
            ? acting.Unit
            : (UnitId?)null;
        var addresses = codes.Contains(AddressClaim.Name) ? await books.DefaultsAsync(standing.Person.Id, unit, ct) : DefaultAddresses.None;
        IEnumerable<ConsentPart> parts = codes.Select(code => new ConsentPart(code, code == AddressClaim.Name ? Masked(addresses.Person) : ValueOf(code, profile), Required: true, Sensitive: false));
        if (unit is not null)
            parts = parts.Append(new ConsentPart(UnitAddress, Masked(addresses.Unit), Required: true, Sensitive: false));
        return [.. parts, .. ItemsOf(pending.Request)];
    }

    /// <summary>The house number is nobody's business who looks over a shoulder.</summary>
    private static string? Masked(PostalAddress? address) => address is null ? null : $"{address.District.FullName}*****";

    /// <summary>What a request would hand over, by stable codes.</summary>
    public static ImmutableArray<string> CodesOf(AuthorizationRequest request) =>
        [.. Shown.Where(scope => request.Scopes.Contains(scope)).Prepend(Identifier).Concat(PersonClaims.BeyondScopes(request.Claims, request.Scopes, request.Client))];

    /// <summary>The business items asked for one by one, by name: those the person cannot give now too, since the consent covers them (RFC 9396 §3). With scope <c>items</c> they are all shown as that.</summary>
    private IEnumerable<ConsentPart> ItemsOf(AuthorizationRequest request)
    {
        if (request.AuthorizationDetails is not { } asked || request.Scopes.Contains(AllItems))
            return [];
        return items.Listed(asked) is { } listed
            ? [new ConsentPart("details", null, Required: true, Sensitive: false) { Items = [.. listed.Select(one => new ConsentItem(one.Item.Name, [.. one.Actions.Words()]))] }]
            : [new ConsentPart(AllItems, null, Required: true, Sensitive: false)];
    }

    private static string? ValueOf(string code, PersonProfile profile) => code switch
    {
        "profile" => $"{profile.Name}　{Masking.Document(profile.Document.Number.Value)}",
        "name" => profile.Name.ToString(),
        "phone" or "phone_number" => profile.Phone?.ToString(),
        _ => null,
    };

    /// <summary>Names of all claims asked for one by one (OpenID Connect Core §5.5).</summary>
    private static ImmutableArray<string> ClaimsOf(PendingInteraction pending) =>
        pending.Request.Claims is { ValueKind: JsonValueKind.Object } claims
            ? [.. claims.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Object).SelectMany(part => part.Value.EnumerateObject()).Select(claim => claim.Name).Distinct().Order(StringComparer.Ordinal)]
            : [];
}
