using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.PushedAuthorization;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Authorization;

/// <summary>
/// The way every request takes, whether it just arrived, was pushed or was kept: client known, pushed request found, request object opened, redirect URI
/// proven, rules obeyed.
/// </summary>
internal sealed class RequestGate(IClientRegistry clients, PushedRequests pushed, RequestObjects objects, AuthorizationRequestFactory factory, IEnumerable<IHouseRule> house, DetailTypes details)
{
    private readonly Rulebook<AddressedRequest> _rules = AuthorizationRulebook.With(house, details);
    private readonly Rulebook<AddressedRequest> _deviceRules = DeviceRulebook.With(house, details);

    public async ValueTask<Reading> PassAsync(RawRequest raw, CancellationToken ct)
    {
        if ((await FindClientAsync(raw.Parameters, ct).ConfigureAwait(false)).Failed(out var unknown, out var client))
            return new Reading.Unaddressed(unknown, null);
        if (raw.Device is { } device)
            return await PassAsync(raw, device, client, ct).ConfigureAwait(false);
        if ((await pushed.OpenAsync(raw, client, ct).ConfigureAwait(false)).Failed(out var unread, out var read))
            return new Reading.Unaddressed(unread, client);
        (read, var unopened) = await objects.OpenAsync(read, ct).ConfigureAwait(false);
        if (AddressResolver.Resolve(read).Failed(out var unaddressed, out var addressed))
            return new Reading.Unaddressed(unopened ?? unaddressed, client);
        if (unopened is not null)
            return new Reading.Refused(addressed, unopened);
        if (await _rules.FirstBreachAsync(addressed, ct).ConfigureAwait(false) is { } breach)
            return new Reading.Refused(addressed, breach);
        return new Reading.Trusted(factory.Create(addressed), new RawRequest(read.Parameters) { WasSigned = read.WasSigned, Pushed = read.Pushed });
    }

    /// <summary>A device's request is told where it asked, or to the person: there is no address to send a breach to.</summary>
    private async ValueTask<Reading> PassAsync(RawRequest raw, AskedDevice device, Client client, CancellationToken ct)
    {
        var asked = new AddressedRequest(client, RedirectUri: "", RedirectUriWasSent: false, raw.Parameters) { Device = device };
        return await _deviceRules.FirstBreachAsync(asked, ct).ConfigureAwait(false) is { } breach
            ? new Reading.Unaddressed(breach, client)
            : new Reading.Trusted(factory.Create(asked), raw);
    }

    /// <remarks>RFC 6749 §4.1.2.1: a missing or unknown client is told to the person, and nothing is redirected.</remarks>
    private async ValueTask<Attempt<Client>> FindClientAsync(RequestParameters parameters, CancellationToken ct)
    {
        if (parameters.Repeated.Contains("client_id", StringComparer.Ordinal))
            return ProtocolErrors.InvalidRequest("client_id was sent more than once.");
        if (parameters["client_id"] is not { Length: <= 128 } id)
            return ProtocolErrors.InvalidRequest("client_id is missing.");
        return await clients.FindAsync(new ClientId(id), ct).ConfigureAwait(false) is { } client
            ? client
            : new ProtocolError("invalid_client", "This client is not registered.", "An unknown or disabled client_id.");
    }
}
