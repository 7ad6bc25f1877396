using System.Globalization;
using System.Security.Cryptography;
using JsHrss.Accounts.Challenges;
using Microsoft.AspNetCore.DataProtection;

namespace JsHrss.IdP.Challenges;

/// <summary>Holds the one challenge a browser has open, sealed: only a server can read the answer, and a new challenge takes the former's place (case OT-08).</summary>
internal sealed class ChallengeCookie(IDataProtectionProvider protection)
{
    /// <summary>Host-bound, so that no sibling site can plant one.</summary>
    public const string Name = "__Host-idp.challenge";

    private const char Between = '\n';
    private const int Longest = 1024;

    private readonly IDataProtector _seal = protection.CreateProtector("JsHrss.IdP.HumanChallenge.v1");

    /// <summary>The open challenge; null: none, or a malformed or foreign one (case HT-14).</summary>
    public HumanChallenge? Read(HttpContext browser)
    {
        if (browser.Request.Cookies[Name] is not { Length: > 0 and < Longest } text)
            return null;
        try
        {
            return _seal.Unprotect(text).Split(Between) is [var id, var kind, var purpose, var end, .. var answers]
                ? new HumanChallenge(
                    Guid.ParseExact(id, "N"),
                    (ChallengeKind)int.Parse(kind, CultureInfo.InvariantCulture),
                    purpose,
                    [.. answers],
                    DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(end, CultureInfo.InvariantCulture)))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives the browser a challenge in the place of the one it had.</summary>
    public void Write(HttpContext browser, HumanChallenge challenge) => browser.Response.Cookies.Append(Name, _seal.Protect(Text(challenge)), Options());

    /// <summary>Takes it away, where there is one.</summary>
    public static void Delete(HttpContext browser)
    {
        if (browser.Request.Cookies.ContainsKey(Name))
            browser.Response.Cookies.Delete(Name, Options());
    }

    private static string Text(HumanChallenge challenge) => string.Join(
        Between,
        [challenge.Id.ToString("N"), ((int)challenge.Kind).ToString(CultureInfo.InvariantCulture), challenge.Purpose, challenge.ExpiresAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), .. challenge.Answers]);

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
