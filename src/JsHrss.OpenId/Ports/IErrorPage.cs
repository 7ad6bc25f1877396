using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Ports;

/// <summary>Shows a breach to the person at the browser, where it may not be sent to a redirect URI (RFC 6749 §4.1.2.1).</summary>
public interface IErrorPage
{
    /// <summary>Writes the whole response: the error's status, a page, no-store.</summary>
    ValueTask ShowAsync(HttpContext browser, ProtocolError error, Client? client, CancellationToken ct);
}
