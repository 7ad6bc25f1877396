using System.Collections.Immutable;
using JsHrss.Accounts.People;

namespace JsHrss.Accounts.Levels;

/// <summary>Authentication context classes: frozen, ordered, never renamed (token design).</summary>
public static class Acr
{
    /// <summary>A registered user's account, any one factor.</summary>
    public const string Registered = "urn:jshrss:acr:registered";

    /// <summary>Name and document number matched the population register.</summary>
    public const string RealName = "urn:jshrss:acr:realname";

    /// <summary>The holder's face once matched too.</summary>
    public const string RealPerson = "urn:jshrss:acr:realperson";

    /// <summary>A real person's account, proven in this session by face, passkey, certificate, or the app with an enrolled key.</summary>
    public const string RealPersonLive = "urn:jshrss:acr:realperson-live";

    /// <summary>All of them, weakest first, as metadata publishes them.</summary>
    public static ImmutableArray<string> Ascending { get; } = [Registered, RealName, RealPerson, RealPersonLive];

    /// <summary>Rank from 0; negative when unknown.</summary>
    public static int RankOf(string? acr) => acr is null ? -1 : Ascending.IndexOf(acr);

    /// <summary>What a level amounts to.</summary>
    /// <param name="level">The account's level now.</param>
    /// <param name="live">Whether this session proved the holder's presence by more than a password or code.</param>
    public static string Of(AssuranceLevel level, bool live) => level switch
    {
        AssuranceLevel.RealPerson => live ? RealPersonLive : RealPerson,
        AssuranceLevel.RealName => RealName,
        _ => Registered,
    };

    /// <summary>The least account level that can reach an acr; null when unknown.</summary>
    public static AssuranceLevel? LevelFor(string? acr) => acr switch
    {
        Registered => AssuranceLevel.Registered,
        RealName => AssuranceLevel.RealName,
        RealPerson or RealPersonLive => AssuranceLevel.RealPerson,
        _ => null,
    };
}
