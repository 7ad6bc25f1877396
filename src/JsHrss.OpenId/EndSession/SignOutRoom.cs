using System.Text;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.EndSession;

/// <summary>A kept sign-out request found again.</summary>
/// <param name="Handle">To be spent when it is done.</param>
/// <param name="Text">The handle as it stands in URLs.</param>
/// <param name="Raw">The parameters as kept; they pass the gate anew.</param>
/// <param name="IsBound">False for a request kept by a POST: it begins only now, at this browser.</param>
internal sealed record WaitingSignOut(Handle Handle, string Text, RawRequest Raw, bool IsBound);

/// <summary>Keeps sign-out requests that wait for a person, and finds them again at the same browser only (case AZ-21).</summary>
internal sealed class SignOutRoom(ILedger ledger, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Tells a waiting sign-out from a waiting authorization: a handle of the one finds nothing at the endpoints of the other.</summary>
    private const string Purpose = "sign_out";

    // No client is proven by a sign-out request, so none owns what is kept: a name that cannot be registered.
    private static readonly ClientId Nobody = new("");

    private readonly TimeSpan _lifetime = options.Value.InteractionLifetime;

    /// <summary>Keeps a request for this browser, which is given a secret when it has none.</summary>
    /// <param name="browser">Where it waits.</param>
    /// <param name="sent">As sent.</param>
    /// <param name="unbound">The same request as a POST kept it, spent by the same list; null when it just arrived.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <returns>The handle under which it waits; null when the unbound one was taken meanwhile.</returns>
    public ValueTask<string?> SeatAsync(HttpContext browser, RawRequest sent, WaitingSignOut? unbound, CancellationToken ct) =>
        KeepAsync(sent, BrowserBinding.Ensure(browser), unbound, ct);

    /// <summary>Keeps a request that arrived by POST: SameSite=Lax withholds the browser's cookies from it, so that nobody can be told yet.</summary>
    public async ValueTask<string> SeatUnboundAsync(RawRequest sent, CancellationToken ct) =>
        await KeepAsync(sent, browser: null, unbound: null, ct).ConfigureAwait(false) ?? throw new InvalidOperationException("A new sign-out was refused by the ledger.");

    /// <summary>The waiting request; null when it is unknown, done, expired, another browser's, or no sign-out.</summary>
    public async ValueTask<WaitingSignOut?> FindAsync(HttpContext browser, string? text, CancellationToken ct)
    {
        if (Handle.Read(Keepsake.Interaction, text) is not { } handle || await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { SpentAt: null } kept)
            return null;
        if (kept.ExpiresAt <= clock.GetUtcNow())
            return null;
        var payload = InteractionPayload.From(kept.Payload);
        if (payload.Purpose != Purpose || (payload.Browser is { } digest && !BrowserBinding.IsSame(browser, digest)))
            return null;
        return RequestParameters.Parse(Encoding.UTF8.GetBytes(payload.Request)).Failed(out _, out var parameters)
            ? throw new InvalidOperationException("A kept request cannot be read again.")
            : new WaitingSignOut(handle, text!, new RawRequest(parameters), payload.Browser is not null);
    }

    /// <summary>Spends it. False: somebody was first.</summary>
    public async ValueTask<bool> SpendAsync(Handle handle, CancellationToken ct) =>
        await ledger.ApplyAsync([new Change.Spend(handle, Nobody, null)], ct).ConfigureAwait(false) is Outcome.Done;

    public static string ResumeUrl(string handle) => $"{EndpointPaths.EndSessionResume}?interaction={handle}";

    private async ValueTask<string?> KeepAsync(RawRequest sent, string? browser, WaitingSignOut? unbound, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (handle, text) = Handle.Mint(Keepsake.Interaction, now);
        var payload = new InteractionPayload(sent.Parameters.ToEncoded(), browser, now.ToUnixTimeMilliseconds(), Purpose);
        var keep = new Change.Keep(handle, Nobody, null, payload.ToBytes(), now + _lifetime);
        var outcome = await ledger.ApplyAsync(unbound is null ? [keep] : [new Change.Spend(unbound.Handle, Nobody, null), keep], ct).ConfigureAwait(false);
        return outcome is Outcome.Done ? text : null;
    }
}
