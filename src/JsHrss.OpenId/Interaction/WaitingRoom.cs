using System.Text;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Interaction;

/// <summary>Keeps requests that wait for a person, and finds them again at the same browser only.</summary>
internal sealed class WaitingRoom(ILedger ledger, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    private readonly TimeSpan _lifetime = options.Value.InteractionLifetime;

    /// <summary>Keeps a request for this browser, which is given a secret when it has none.</summary>
    /// <param name="browser">Where it waits.</param>
    /// <param name="request">Obeys the rulebook.</param>
    /// <param name="sent">As sent.</param>
    /// <param name="unbound">The same request as a POST kept it, spent by the same list; null when it just arrived.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <returns>The handle under which it waits; null when the unbound one was taken meanwhile.</returns>
    public ValueTask<string?> SeatAsync(HttpContext browser, AuthorizationRequest request, RawRequest sent, WaitingRequest? unbound, CancellationToken ct) =>
        KeepAsync(request, sent, BrowserBinding.Ensure(browser), unbound, ct);

    /// <summary>Keeps a request that arrived by POST: SameSite=Lax withholds the browser's cookies from it, so that it cannot be bound yet.</summary>
    public async ValueTask<string> SeatUnboundAsync(AuthorizationRequest request, RawRequest sent, CancellationToken ct) =>
        await KeepAsync(request, sent, browser: null, unbound: null, ct).ConfigureAwait(false) ?? throw new InvalidOperationException("A new interaction was refused by the ledger.");

    /// <summary>The waiting request; null when it is unknown, spent, expired, or another browser's (case AZ-21).</summary>
    public async ValueTask<WaitingRequest?> FindAsync(HttpContext browser, string? text, CancellationToken ct)
    {
        if (Handle.Read(Keepsake.Interaction, text) is not { } handle || await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { } kept)
            return null;
        if (kept.SpentAt is not null || kept.ExpiresAt <= clock.GetUtcNow())
            return null;
        var payload = InteractionPayload.From(kept.Payload);
        if (payload.Purpose is not null || (payload.Browser is { } digest && !BrowserBinding.IsSame(browser, digest)))
            return null;
        // Only what the server stored counts; nothing of a page's form can change the request (case AZ-12).
        return RequestParameters.Parse(Encoding.UTF8.GetBytes(payload.Request)).Failed(out _, out var parameters)
            ? throw new InvalidOperationException("A kept request cannot be read again.")
            : new WaitingRequest(
                handle, text!, new RawRequest(parameters), kept.Client, DateTimeOffset.FromUnixTimeMilliseconds(payload.StartedAt), kept.Answers, payload.Browser is not null);
    }

    public static string ResumeUrl(string handle) => $"{EndpointPaths.Resume}?interaction={handle}";

    private async ValueTask<string?> KeepAsync(AuthorizationRequest request, RawRequest sent, string? browser, WaitingRequest? unbound, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (handle, text) = Handle.Mint(Keepsake.Interaction, now);
        var payload = new InteractionPayload(sent.Parameters.ToEncoded(), browser, now.ToUnixTimeMilliseconds());
        var keep = new Change.Keep(handle, request.Client.Id, null, payload.ToBytes(), now + _lifetime);
        var outcome = await ledger.ApplyAsync(
            unbound is null ? [keep] : [new Change.Spend(unbound.Handle, unbound.Client, null), keep], ct).ConfigureAwait(false);
        return outcome is Outcome.Done ? text : null;
    }
}
