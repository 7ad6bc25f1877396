using JsHrss.OpenId.EndSession;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Ports;

/// <summary>Tells the person that they are signed out, where no page of the host asked before.</summary>
public interface ISignedOutPage
{
    /// <summary>Writes the whole response: no-store, the frames of the front-channel, and the way back to the relying party.</summary>
    ValueTask ShowAsync(HttpContext browser, SignedOut done, CancellationToken ct);
}
