using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>A request of which only the coding is known to be right.</summary>
/// <param name="Parameters">As sent.</param>
internal sealed record RawRequest(RequestParameters Parameters)
{
    /// <summary>These parameters are the claims of a request object that was verified when it arrived; set by the server alone.</summary>
    public bool WasSigned { get; init; }

    /// <summary>The pushed request this is (RFC 9126 §4), to be spent when it is answered; null: it came through the browser.</summary>
    public Handle? Pushed { get; init; }

    /// <summary>The device that asked (RFC 8628 §3.1) and is answered when it polls; null: a browser brought it.</summary>
    public AskedDevice? Device { get; init; }
}

/// <summary>A request whose client is known.</summary>
/// <param name="Client">Who is said to ask; a public fact, not yet proven.</param>
/// <param name="Parameters">As sent, or as pushed; those of the request object once it was opened.</param>
internal sealed record ReadRequest(Client Client, RequestParameters Parameters)
{
    /// <inheritdoc cref="RawRequest.WasSigned" />
    public bool WasSigned { get; init; }

    /// <inheritdoc cref="RawRequest.Pushed" />
    public Handle? Pushed { get; init; }
}

/// <summary>A request whose redirect URI is proven to be the client's and whose response mode is known: from here on breaches may be sent there (RFC 6749 §4.1.2.1).</summary>
/// <param name="Client">Whose redirect URI it is.</param>
/// <param name="RedirectUri">As registered, loopback port apart; empty where a device asks.</param>
/// <param name="RedirectUriWasSent">False when the client's only one was meant.</param>
/// <param name="Parameters">As sent.</param>
public sealed record AddressedRequest(Client Client, string RedirectUri, bool RedirectUriWasSent, RequestParameters Parameters)
{
    /// <summary>How answers are sent there.</summary>
    public ResponseMode ResponseMode { get; init; }

    /// <inheritdoc cref="RawRequest.Pushed" />
    internal Handle? Pushed { get; init; }

    /// <summary>The device that asked: it is answered when it polls, and has no redirect URI; null: the client is answered at its redirect URI.</summary>
    public AskedDevice? Device { get; init; }

    /// <summary>Echoed unchanged; null when absent or repeated.</summary>
    public string? State => Parameters["state"] is { Length: <= ParameterBounds.State } state ? state : null;
}

/// <summary>A rule of the host over authorization requests; asked after the engine's own. It can only tighten.</summary>
public interface IHouseRule : IRule<AddressedRequest>;

/// <summary>What became of a request on its way to trust. A closed union.</summary>
internal abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>It may not be answered to any redirect URI: shown to the person here.</summary>
    public sealed record Unaddressed(ProtocolError Breach, Client? Client) : Reading;

    /// <summary>It broke a rule; the client is told.</summary>
    public sealed record Refused(AddressedRequest Request, ProtocolError Breach) : Reading;

    /// <summary>It obeys every rule.</summary>
    /// <param name="Request">What is asked.</param>
    /// <param name="Read">The parameters that were believed, to be kept should the request have to wait, so that nothing has to be opened again.</param>
    public sealed record Trusted(AuthorizationRequest Request, RawRequest Read) : Reading;
}
