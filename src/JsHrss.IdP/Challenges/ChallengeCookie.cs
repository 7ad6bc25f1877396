using System.Security.Cryptography;
using JsHrss.Accounts.Challenges;
using JsHrss.IdP.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace JsHrss.IdP.Challenges;

/// <summary>Holds the one challenge a browser has open, sealed: only a server can read the answer, and it counts in that browser and from its network alone (case OT-08).</summary>
internal sealed class ChallengeCookie(IDataProtectionProvider protection, IBrowserMark marks)
{
    /// <summary>Host-bound, so that no sibling site can plant one.</summary>
    public const string Name = "__Host-idp.challenge";

    private const int Longest = 1024;

    private readonly IDataProtector _seal = protection.CreateProtector("JsHrss.IdP.HumanChallenge.v2");

    /// <summary>The challenge that may be answered; null: none, a malformed one, or one that was given to another browser or to this one at another network (cases HT-14, OT-08).</summary>
    public HumanChallenge? Read(HttpContext browser) => OwnOf(browser) is { } own && own.Network == ClientAddress.Of(browser).Network ? own.Challenge : null;

    /// <summary>The challenge this browser shows, from whichever network it came: what a new one takes the place of.</summary>
    public HumanChallenge? Former(HttpContext browser) => OwnOf(browser)?.Challenge;

    /// <summary>What a cookie of ours holds; null: nothing of ours.</summary>
    public SealedChallenge? Unseal(string? text)
    {
        if (text is not { Length: > 0 and < Longest })
            return null;
        try
        {
            return SealedChallenge.From(_seal.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives this browser, where it is now, a challenge. The former one is the caller's to spend (<see cref="ChallengeDesk"/>).</summary>
    public void Write(HttpContext browser, HumanChallenge challenge) => browser.Response.Cookies.Append(
        Name, _seal.Protect(new SealedChallenge(challenge, marks.Ensure(browser), ClientAddress.Of(browser).Network).ToText()), Options());

    /// <summary>Takes it away, where there is one.</summary>
    public static void Delete(HttpContext browser)
    {
        if (browser.Request.Cookies.ContainsKey(Name))
            browser.Response.Cookies.Delete(Name, Options());
    }

    private SealedChallenge? OwnOf(HttpContext browser) => Unseal(browser.Request.Cookies[Name]) is { } found && marks.IsOf(browser, found.Browser) ? found : null;

    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
