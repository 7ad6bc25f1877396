using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace RelyingParty.Tickets;

/// <summary>A sign-out that this browser began.</summary>
/// <param name="Scheme">At which client.</param>
/// <param name="All">All tickets of the client were meant; they end when the browser is back.</param>
internal sealed record BegunSignOut(string Scheme, bool All);

/// <summary>Ties the return from the identity provider to the browser that went there, one cookie a sign-out: a link made elsewhere ends nothing and claims nothing.</summary>
internal sealed class SignOutReturns(IDataProtectionProvider protection)
{
    private const string Prefix = "__Host-hall.signout.";
    private const int StateBytes = 16;

    /// <summary>Sign-outs that were begun and given up must not fill the browser's cookies.</summary>
    private const int Most = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("RelyingParty.SignOut.v1").ToTimeLimitedDataProtector();

    /// <summary>Remembers it; the result is the <c>state</c> to send.</summary>
    public string Begin(HttpContext context, BegunSignOut signOut)
    {
        foreach (var givenUp in context.Request.Cookies.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).SkipLast(Most - 1))
            context.Response.Cookies.Delete(givenUp, Options(null));
        var state = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(StateBytes));
        context.Response.Cookies.Append(Prefix + state, protector.Protect(JsonSerializer.Serialize(signOut), Patience), Options(Patience));
        return state;
    }

    /// <summary>What came back, once; null when this browser began no such sign-out at this client.</summary>
    public BegunSignOut? Take(HttpContext context, string scheme)
    {
        if (context.Request.Query["state"] is not [{ } state] || state.Length != 22 || !state.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_')
            || context.Request.Cookies[Prefix + state] is not { Length: > 0 and < 1024 } kept)
            return null;
        context.Response.Cookies.Delete(Prefix + state, Options(null));
        try
        {
            return JsonSerializer.Deserialize<BegunSignOut>(protector.Unprotect(kept)) is { } begun && begun.Scheme == scheme ? begun : null;
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException)
        {
            // Made up, too old, or protected with a key of another installation.
            return null;
        }
    }

    private static CookieOptions Options(TimeSpan? age) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = age };
}
