using System.Globalization;
using JsHrss.Accounts.Challenges;

namespace JsHrss.IdP.Challenges;

/// <summary>A challenge with whom it was given to, as it is sealed into a cookie.</summary>
/// <param name="Challenge">With its answers.</param>
/// <param name="Browser">Mark of the browser (<see cref="IBrowserMark"/>).</param>
/// <param name="Network">Where the browser was (<see cref="Hosting.ClientAddress.Network"/>).</param>
internal sealed record SealedChallenge(HumanChallenge Challenge, string Browser, string Network)
{
    private const char Between = '\n';

    /// <summary>As <see cref="ToText"/> wrote it: it comes out of the seal, so only what this server put there is read.</summary>
    public static SealedChallenge? From(string text) =>
        text.Split(Between) is [var browser, var network, var id, var kind, var purpose, var end, .. var answers]
            ? new SealedChallenge(
                new HumanChallenge(
                    Guid.ParseExact(id, "N"),
                    (ChallengeKind)int.Parse(kind, CultureInfo.InvariantCulture),
                    purpose,
                    [.. answers],
                    DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(end, CultureInfo.InvariantCulture))),
                browser,
                network)
            : null;

    public string ToText() => string.Join(
        Between,
        [
            Browser, Network, Challenge.Id.ToString("N"), ((int)Challenge.Kind).ToString(CultureInfo.InvariantCulture), Challenge.Purpose,
            Challenge.ExpiresAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), .. Challenge.Answers,
        ]);

    /// <summary>Without the answers.</summary>
    public override string ToString() => Challenge.ToString();
}
