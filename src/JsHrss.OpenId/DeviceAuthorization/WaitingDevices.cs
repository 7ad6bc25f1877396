using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>Devices that wait for a person, found by what their screens show.</summary>
internal sealed class WaitingDevices(IDeviceCodes codes, RequestGate gate)
{
    /// <summary>The device that a person names, as a request that obeys the rulebook now: its client may have changed since it asked. Null: there is none that can be approved.</summary>
    public async ValueTask<Reading.Trusted?> FindAsync(UserCode code, CancellationToken ct)
    {
        if (await codes.FindAsync(code, ct).ConfigureAwait(false) is not { } pending)
            return null;
        var payload = DevicePayload.From(pending.Payload);
        var asked = new AskedDevice(code, payload.Address, DateTimeOffset.FromUnixTimeMilliseconds(payload.AskedAt), pending.ExpiresAt) { Key = pending.Key };
        return await gate.PassAsync(new RawRequest(payload.Parameters) { Device = asked }, ct).ConfigureAwait(false) as Reading.Trusted;
    }
}
