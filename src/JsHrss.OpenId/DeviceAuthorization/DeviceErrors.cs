using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>What devices are answered while no tokens are due (RFC 8628 §3.5), and what people are shown whose device is over.</summary>
internal static class DeviceErrors
{
    /// <summary>Nobody has decided yet.</summary>
    public static ProtocolError Pending { get; } = new("authorization_pending", "The person has not approved the device yet.", "The device code is pending.");

    /// <summary>Nobody has decided yet, and the device asks too often: from now on five seconds more between polls.</summary>
    public static ProtocolError SlowDown { get; } = new("slow_down", "Polled too soon: wait five seconds longer from now on.", "The device polls faster than its interval.");

    /// <summary>The person refused, or the code was burnt.</summary>
    public static ProtocolError Denied { get; } = new("access_denied", "The person denied the device.", "The device code was denied.");

    /// <summary>Nobody decided in time, or the device did not come back in time.</summary>
    public static ProtocolError Expired { get; } = new("expired_token", "The device code has expired.", "The device code has expired.");

    /// <summary>Shown to a person: the device's code ran out while the pages were open.</summary>
    public static ProtocolError TooLate { get; } = new("device_expired", "The code on the device has expired.", "The device code expired before it was decided.");

    /// <summary>Shown to a person: it was decided meanwhile, here or elsewhere.</summary>
    public static ProtocolError DecidedBefore { get; } = new("device_decided", "The code on the device was used already.", "The device code was decided before.");
}
