using System.Security.Cryptography;
using System.Text;
using JsHrss.Accounts.Audit;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>A ticket with the handle that only its browser has.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Browser">The handle; its texts go into the cookie and into the code, and nowhere else.</param>
public sealed record QrShown(QrTicket Ticket, QrBrowserHandle Browser);

/// <summary>Shows a browser a code: the one it has while that one is good, else a new one, which kills the former in the same change (R37).</summary>
public sealed class OpenTicket(IQrTickets tickets, QrOptions options, TimeProvider clock)
{
    private const int Pairings = 100;

    /// <summary>What the cookie holds; null: nothing, or not this browser's.</summary>
    /// <param name="cookie">May be absent or hostile.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<QrShown?> CurrentAsync(string? cookie, CancellationToken ct) =>
        QrBrowserHandle.Read(cookie) is { } browser && await tickets.FindAsync(browser.Id, ct).ConfigureAwait(false) is { } found && browser.Proves(found.BrowserDigest.Span)
            ? new QrShown(found, browser)
            : null;

    /// <summary>Opens.</summary>
    /// <param name="place">Where it will be shown.</param>
    /// <param name="shown">What the phone will tell.</param>
    /// <param name="cookie">The browser's cookie of a former ticket; may be absent or hostile.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: too many were shown to this address.</returns>
    public async ValueTask<QrShown?> HandleAsync(QrPlace place, ShownRequest shown, string? cookie, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        var browser = QrBrowserHandle.Mint(now);
        var pairing = RandomNumberGenerator.GetInt32(Pairings);
        var ticket = new QrTicket
        {
            Id = browser.Id,
            ScanDigest = QrScanCode.Read(browser.ScanText)!.Digest,
            BrowserDigest = browser.Digest,
            EndsAt = now + QrTicket.NewFor,
            Place = place,
            Pairing = pairing,
            ShownText = shown.Text(browser.Id, place.Tab, pairing, now),
        };
        return await tickets.OpenAsync(new TicketOpened(ticket, QrBrowserHandle.Read(cookie), origin.Network ?? "", now), options, ct).ConfigureAwait(false) ? new QrShown(ticket, browser) : null;
    }

    /// <summary>How a waiting request is named in a ticket: its handle opens the request, so only a digest is kept.</summary>
    public static string? InteractionOf(string? handle) => handle is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(handle)));
}
