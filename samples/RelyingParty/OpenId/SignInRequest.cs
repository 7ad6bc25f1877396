using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace RelyingParty.OpenId;

/// <summary>What one sign-in asks for. It travels in the protected <c>state</c>, so that the answer is judged by what was really asked.</summary>
internal sealed record SignInRequest
{
    public required string Scope { get; init; }

    /// <summary><c>unit_hint</c>: credit code, unit number, institution number or <c>self</c>.</summary>
    public string? UnitHint { get; init; }

    /// <summary><c>ui_tab</c>: <c>person</c> or <c>unit</c>, which way of signing in is shown first.</summary>
    public string? Tab { get; init; }

    /// <summary><c>prompt</c>, registered values only.</summary>
    public string? Prompt { get; init; }

    /// <summary><c>max_age</c>: how long ago the person may have signed in at most.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>An <c>acr</c> that must be met; sent as an essential claim (Core §5.5.1.1), since <c>acr_values</c> is only a wish.</summary>
    public string? EssentialAcr { get; init; }

    /// <summary><c>authorization_details</c> (RFC 9396 §2), as JSON.</summary>
    public string? Details { get; init; }

    /// <summary>Local path to open afterwards, below the ticket's own path.</summary>
    public string Destination { get; init; } = "/";

    public AuthenticationProperties ToProperties()
    {
        var properties = new AuthenticationProperties { RedirectUri = Destination };
        properties.Items[nameof(Scope)] = Scope;
        if (UnitHint is not null) properties.Items[nameof(UnitHint)] = UnitHint;
        if (Tab is not null) properties.Items[nameof(Tab)] = Tab;
        if (Prompt is not null) properties.Items[nameof(Prompt)] = Prompt;
        if (MaxAge is { } age) properties.Items[nameof(MaxAge)] = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (Details is not null) properties.Items[nameof(Details)] = Details;
        if (EssentialAcr is not null) properties.Items[nameof(EssentialAcr)] = EssentialAcr;
        return properties;
    }

    public static SignInRequest From(AuthenticationProperties properties) => new()
    {
        Scope = properties.Items[nameof(Scope)] ?? "openid",
        UnitHint = properties.Items.TryGetValue(nameof(UnitHint), out var hint) ? hint : null,
        Tab = properties.Items.TryGetValue(nameof(Tab), out var tab) ? tab : null,
        Prompt = properties.Items.TryGetValue(nameof(Prompt), out var prompt) ? prompt : null,
        MaxAge = properties.Items.TryGetValue(nameof(MaxAge), out var age) && age is not null
            ? TimeSpan.FromSeconds(long.Parse(age, CultureInfo.InvariantCulture))
            : null,
        EssentialAcr = properties.Items.TryGetValue(nameof(EssentialAcr), out var acr) ? acr : null,
        Details = properties.Items.TryGetValue(nameof(Details), out var details) ? details : null,
        Destination = properties.RedirectUri ?? "/",
    };
}
