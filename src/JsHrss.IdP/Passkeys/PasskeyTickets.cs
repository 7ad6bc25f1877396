using System.Buffers.Text;
using System.Security.Cryptography;
using JsHrss.Accounts.Passkeys;
using JsHrss.IdP.Challenges;
using Microsoft.AspNetCore.DataProtection;

namespace JsHrss.IdP.Passkeys;

/// <summary>Seals challenges for the browser they are given to, and opens them for no other.</summary>
internal sealed class PasskeyTickets(IDataProtectionProvider protection, IBrowserMark marks)
{
    private const int Longest = 8 * 1024;

    private readonly IDataProtector _seal = protection.CreateProtector("JsHrss.IdP.Passkey.v1");

    /// <summary>The text that goes through the page.</summary>
    public string Give(HttpContext browser, PasskeyChallenge challenge, string state) =>
        Base64Url.EncodeToString(_seal.Protect(new PasskeyTicket(challenge, marks.Ensure(browser), state).ToBytes()));

    /// <summary>Null: nothing of ours, or given to another browser. Whether it is still open is the domain's question.</summary>
    public PasskeyTicket? Read(HttpContext browser, string? text)
    {
        if (text is not { Length: > 0 and < Longest } || !Base64Url.IsValid(text))
            return null;
        try
        {
            return PasskeyTicket.From(_seal.Unprotect(Base64Url.DecodeFromChars(text))) is { } ticket && marks.IsOf(browser, ticket.Browser) ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
