using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.EndSession;

/// <summary>A kept sign-out request found again.</summary>
/// <param name="Handle">To be spent when it is done.</param>
/// <param name="Text">The handle as it stands in URLs.</param>
/// <param name="Raw">The parameters as kept; they pass the gate anew.</param>
/// <param name="IsBound">False for a request kept by a POST: it begins only now, at this browser.</param>
internal sealed record WaitingSignOut(Handle Handle, string Text, RawRequest Raw, bool IsBound);

/// <summary>Keeps sign-out requests that wait for a person, and finds them again at the same browser only (case AZ-21).</summary>
internal sealed class SignOutRoom(KeptRequests kept, ILedger ledger)
{
    /// <summary>Tells a waiting sign-out from a waiting authorization: a handle of the one finds nothing at the endpoints of the other.</summary>
    private const string Purpose = "sign_out";

    // No client is proven by a sign-out request, so none owns what is kept: a name that cannot be registered.
    private static readonly ClientId Nobody = new("");

    /// <summary>Keeps a request for this browser, which is given a secret when it has none.</summary>
    /// <param name="browser">Where it waits.</param>
    /// <param name="sent">As sent.</param>
    /// <param name="unbound">The same request as a POST kept it, spent by the same list; null when it just arrived.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <returns>The handle under which it waits; null when the unbound one was taken meanwhile.</returns>
    public ValueTask<string?> SeatAsync(HttpContext browser, RawRequest sent, WaitingSignOut? unbound, CancellationToken ct) =>
        kept.KeepAsync(Nobody, PayloadOf(sent, BrowserBinding.Ensure(browser)), unbound is null ? null : new Change.Spend(unbound.Handle, Nobody, null), ct);

    /// <summary>Keeps a request that arrived by POST: SameSite=Lax withholds the browser's cookies from it, so that nobody can be told yet.</summary>
    public async ValueTask<string> SeatUnboundAsync(RawRequest sent, CancellationToken ct) =>
        await kept.KeepAsync(Nobody, PayloadOf(sent, browser: null), spends: null, ct).ConfigureAwait(false) ?? throw new InvalidOperationException("A new sign-out was refused by the ledger.");

    /// <summary>The waiting request; null when it is unknown, done, expired, another browser's, or no sign-out.</summary>
    public async ValueTask<WaitingSignOut?> FindAsync(HttpContext browser, string? text, CancellationToken ct) =>
        await kept.FindAsync(browser, text, Purpose, ct).ConfigureAwait(false) is { } found ? new WaitingSignOut(found.Row.Handle, text!, new RawRequest(found.Parameters), found.IsBound) : null;

    /// <summary>Spends it. False: somebody was first.</summary>
    public async ValueTask<bool> SpendAsync(Handle handle, CancellationToken ct) =>
        await ledger.ApplyAsync([new Change.Spend(handle, Nobody, null)], ct).ConfigureAwait(false) is Outcome.Done;

    public static string ResumeUrl(string handle) => $"{EndpointPaths.EndSessionResume}?interaction={handle}";

    private static InteractionPayload PayloadOf(RawRequest sent, string? browser) => new(sent.Parameters.ToEncoded(), browser, StartedAt: 0, Purpose);
}
