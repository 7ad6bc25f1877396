using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>Protects the host's own APIs that clients call for themselves: with the credentials of the token endpoint where they fit into a header, or with an access token of the client's own.</summary>
public interface IClientCallers
{
    /// <summary>Which client calls.</summary>
    /// <remarks>
    /// <c>client_secret_basic</c> (RFC 6749 §2.3.1) is accepted as at the token endpoint, failures counted alike. The other methods are parameters of a form, and so are none of a body of JSON:
    /// clients that are registered for them ask for a token with <c>client_credentials</c> (RFC 6749 §4.4) and present it (RFC 6750 §2.1, RFC 9449 §7.1). A token about a person is refused: it says
    /// what the person lets the client do, not who calls.
    /// </remarks>
    /// <param name="http">The request.</param>
    /// <param name="scope">What a token of the client's own must have; null: client credentials alone suffice, and every token of its own does.</param>
    /// <param name="acceptSecret">Whether the client's secret is accepted in place of a token.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StoreUnavailableException">Answer 503 with Retry-After.</exception>
    ValueTask<ClientCall> ReadAsync(HttpContext http, string? scope, bool acceptSecret, CancellationToken ct);
}

/// <summary>Who calls. A closed union.</summary>
public abstract record ClientCall
{
    private ClientCall()
    {
    }

    /// <summary>A client that proved itself; never a public one.</summary>
    /// <param name="Client">Which.</param>
    public sealed record Known(Client Client) : ClientCall;

    /// <summary>Nobody who may call.</summary>
    /// <param name="Error">The answer, WWW-Authenticate included.</param>
    public sealed record Refused(ProtocolError Error) : ClientCall;
}
