using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Interaction;

/// <summary>Keeps authorization requests that wait for a person, and finds them again at the same browser only.</summary>
internal sealed class WaitingRoom(KeptRequests kept)
{
    /// <summary>Keeps a request for this browser, which is given a secret when it has none.</summary>
    /// <param name="browser">Where it waits.</param>
    /// <param name="request">Obeys the rulebook.</param>
    /// <param name="unbound">The same request as a POST kept it, spent by the same list; null when it just arrived.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <returns>The handle under which it waits; null when the unbound one was taken meanwhile.</returns>
    public ValueTask<string?> SeatAsync(HttpContext browser, Reading.Trusted request, WaitingRequest? unbound, CancellationToken ct) =>
        KeepAsync(request, BrowserBinding.Ensure(browser), unbound, ct);

    /// <summary>Keeps a request that arrived by POST: SameSite=Lax withholds the browser's cookies from it, so that it cannot be bound yet.</summary>
    public async ValueTask<string> SeatUnboundAsync(Reading.Trusted request, CancellationToken ct) =>
        await KeepAsync(request, browser: null, unbound: null, ct).ConfigureAwait(false) ?? throw new InvalidOperationException("A new interaction was refused by the ledger.");

    /// <summary>The waiting request; null when it is unknown, spent, expired, another browser's (case AZ-21), or no authorization.</summary>
    public async ValueTask<WaitingRequest?> FindAsync(HttpContext browser, string? text, CancellationToken ct) =>
        await kept.FindAsync(browser, text, purpose: null, ct).ConfigureAwait(false) is { } found
            ? new WaitingRequest(
                found.Row.Handle, text!, Raw(found), found.Row.Client,
                DateTimeOffset.FromUnixTimeMilliseconds(found.Payload.StartedAt), found.Row.Answers, found.IsBound)
            : null;

    private static RawRequest Raw(KeptRequest found) => new(found.Parameters)
    {
        WasSigned = found.Payload.WasSigned,
        Pushed = found.Payload.Pushed?.ToHandle(),
        Device = found.Payload.Device?.ToAsked(),
    };

    public static string ResumeUrl(string handle) => $"{EndpointPaths.Resume}?interaction={handle}";

    private ValueTask<string?> KeepAsync(Reading.Trusted trusted, string? browser, WaitingRequest? unbound, CancellationToken ct)
    {
        var (request, read) = trusted;
        var payload = new InteractionPayload(read.Parameters.ToEncoded(), browser, StartedAt: 0, WasSigned: read.WasSigned, Pushed: PushedHandle.Of(read.Pushed), Device: KeptDevice.Of(read.Device));
        return kept.KeepAsync(request.Client.Id, payload, unbound is null ? null : new Change.Spend(unbound.Handle, unbound.Client, null), ct);
    }
}
