using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>Counts an entry, compares it, and seats the device's request like any other that waits for a person.</summary>
internal sealed class DeviceVerification(IUserCodeAttempts attempts, WaitingDevices devices, WaitingRoom waitingRoom, TimeProvider clock) : IDeviceVerification
{
    public async ValueTask<EnteredCode> BeginAsync(HttpContext browser, string? entry, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(browser);
        // What cannot be a code is no guess at one: not counted, not looked for, and answered alike.
        if (UserCode.Read(entry) is not { } code)
            return new EnteredCode.Wrong();
        var counted = new UserCodeEntry(BrowserBinding.DigestOf(browser), browser.Connection.RemoteIpAddress, clock.GetUtcNow());
        if (await attempts.TakeAsync(counted, ct).ConfigureAwait(false) is { } wait)
            return new EnteredCode.TooMany(wait);
        if (await devices.FindAsync(code, ct).ConfigureAwait(false) is not { } trusted)
            return new EnteredCode.Wrong();
        await attempts.ReturnAsync(counted, ct).ConfigureAwait(false);
        var handle = await waitingRoom.SeatAsync(browser, trusted, unbound: null, ct).ConfigureAwait(false) ?? throw new InvalidOperationException("A new interaction was refused by the ledger.");
        return new EnteredCode.Found(WaitingRoom.ResumeUrl(handle));
    }
}
