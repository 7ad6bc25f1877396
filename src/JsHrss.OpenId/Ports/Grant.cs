namespace JsHrss.OpenId.Ports;

/// <summary>One authorization. Tokens under it live only while it is open.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Parent">The grant it was derived from; ending the parent ends it.</param>
/// <param name="Client">Whom it was given to.</param>
/// <param name="Entitlement">What it entitles to.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="IdleUntil">Unused refresh ends here; null when it never refreshes.</param>
/// <param name="EndsAt">Absolute end.</param>
/// <param name="Offline">True with <c>offline_access</c>: it survives sign-out (Core §11).</param>
/// <param name="EndedBecause">Stable reason code; null while open.</param>
public sealed record Grant(
    GrantId Id,
    GrantId? Parent,
    ClientId Client,
    Entitlement Entitlement,
    DateTimeOffset CreatedAt,
    DateTimeOffset? IdleUntil,
    DateTimeOffset EndsAt,
    bool Offline,
    string? EndedBecause);
