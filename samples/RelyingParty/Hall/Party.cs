using System.Globalization;
using System.Text.Json.Nodes;
using RelyingParty.OpenId;

namespace RelyingParty.Hall;

/// <summary>How surely the account's holder is known; ordered.</summary>
internal enum Level
{
    Registered = 1,
    RealName = 2,
    RealPerson = 3,
}

/// <summary>For whom this ticket acts, read from the ID token first and from userinfo for the rest.</summary>
internal sealed record Party
{
    /// <summary>The highest class of the identity provider.</summary>
    public const string Live = "urn:jshrss:acr:realperson-live";

    public required string Subject { get; init; }

    /// <summary>The unit's key when a unit is represented, else the person's.</summary>
    public required string Key { get; init; }

    public required Level Level { get; init; }

    /// <summary>The person's presence was shown in this sign-in (<c>acr</c>).</summary>
    public bool IsLive { get; init; }

    public string? PersonName { get; init; }

    public string? Mobile { get; init; }

    /// <summary>Where things are sent to, masked: one's own default delivery address.</summary>
    public string? Address { get; init; }

    public Representation? Unit { get; init; }

    public required DateTimeOffset? AuthenticatedAt { get; init; }

    public required ItemAuthority Items { get; init; }

    public bool IsUnit => Unit is not null;

    /// <summary>For whom this acts, in one line that shows no more of a person than the corner of a page does.</summary>
    public string Masked => Unit is { } unit ? $"{unit.Name}（{Words.Role(unit.Role)}）" : $"本人 {Masks.Name(PersonName)}";

    public static Party Of(SignedIn signedIn)
    {
        var claims = signedIn.Claims;
        var more = signedIn.UserInfo ?? [];
        // The unit's delivery address stands at userinfo alone.
        var unit = claims.Object("represents") is { } represents ? Representation.Of(represents) with { Address = AddressOf(more.Object("represents")) } : null;
        return new Party
        {
            Subject = signedIn.Subject,
            Key = unit?.Key ?? signedIn.Subject,
            Level = LevelOf(claims.Text("auth_level")),
            IsLive = claims.Text("acr") == Live,
            PersonName = claims.Text("name") ?? more.Text("name"),
            Mobile = claims.Text("phone_number") ?? more.Text("phone_number"),
            Address = AddressOf(more),
            Unit = unit,
            AuthenticatedAt = claims.Number("auth_time") is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
            Items = ItemAuthority.Of((signedIn.Tokens.Raw["authorization_details"] ?? claims["authorization_details"] ?? more["authorization_details"]) as JsonArray),
        };
    }

    private static string? AddressOf(JsonObject? claims) => claims?.Object("address") is { } address ? Masks.Address(address.Text("region"), address.Text("locality")) : null;

    private static Level LevelOf(string? word) => word switch
    {
        "real_person" => Level.RealPerson,
        "real_name" => Level.RealName,
        _ => Level.Registered,
    };
}

/// <summary>The <c>represents</c> claim.</summary>
internal sealed record Representation
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    public string? CreditCode { get; init; }

    public string? UnitNumber { get; init; }

    public string? Kind { get; init; }

    public string? Region { get; init; }

    /// <summary>The unit's default delivery address, masked.</summary>
    public string? Address { get; init; }

    public string? Institution { get; init; }

    public string? InstitutionNumber { get; init; }

    /// <summary>What names this party in <c>unit_hint</c>: an institution narrows its unit, so its own number goes first.</summary>
    public string? Hint => InstitutionNumber ?? CreditCode ?? UnitNumber;

    public string? Role { get; init; }

    public string? Link { get; init; }

    public DateOnly? MandateStart { get; init; }

    public DateOnly? MandateEnd { get; init; }

    public static Representation Of(JsonObject represents)
    {
        var validity = represents.Object("mandate")?.Object("validity");
        return new Representation
        {
            Key = $"{represents.Text("sub")}/{represents.Object("institution")?.Text("no")}",
            Name = represents.Text("organization_name") ?? "",
            CreditCode = represents.Text("registration_number"),
            UnitNumber = represents.Text("unit_no"),
            Kind = represents.Text("unit_type"),
            Region = represents.Text("region"),
            Institution = represents.Object("institution")?.Text("name"),
            InstitutionNumber = represents.Object("institution")?.Text("no"),
            Role = represents.Text("role"),
            Link = represents.Text("link"),
            MandateStart = Day(validity?.Text("start")),
            MandateEnd = Day(validity?.Text("end")),
        };
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
