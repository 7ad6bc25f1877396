using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>The host's page behind <c>verification_uri</c>: a person enters a user code (RFC 8628 §3.3). Only a form of ours may lead here, never a mere link (§5.4, case QR-11).</summary>
public interface IDeviceVerification
{
    /// <summary>Finds the device and begins an interaction at this browser, as if it had brought an authorization request. Nothing is decided yet.</summary>
    /// <param name="browser">Whose entry it is.</param>
    /// <param name="entry">As typed; may be hostile.</param>
    /// <param name="ct">Cancels it.</param>
    ValueTask<EnteredCode> BeginAsync(HttpContext browser, string? entry, CancellationToken ct);
}

/// <summary>What became of an entry. A closed union.</summary>
public abstract record EnteredCode
{
    private EnteredCode()
    {
    }

    /// <summary>A device waits with it.</summary>
    /// <param name="Url">Where to send the browser (303).</param>
    public sealed record Found(string Url) : EnteredCode;

    /// <summary>No device waits with it: never made, expired, decided. One answer for all, so that a guess learns nothing (case QR-07).</summary>
    public sealed record Wrong : EnteredCode;

    /// <summary>Too many wrong entries; this one was not compared.</summary>
    /// <param name="Wait">How long until entries are compared again.</param>
    public sealed record TooMany(TimeSpan Wait) : EnteredCode;
}
