using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>The way every request takes, whether it just arrived or was kept: client known, redirect URI proven, rules obeyed.</summary>
internal sealed class RequestGate(IClientRegistry clients, RequestObjects objects, AuthorizationRequestFactory factory, IEnumerable<IHouseRule> house)
{
    private readonly Rulebook<AddressedRequest> _rules = AuthorizationRulebook.With(house);

    public async ValueTask<Reading> PassAsync(RawRequest raw, CancellationToken ct)
    {
        if ((await ReadAsync(raw, ct).ConfigureAwait(false)).Failed(out var unread, out var read))
            return new Reading.Unaddressed(unread, null);
        (read, var unopened) = await objects.OpenAsync(read, ct).ConfigureAwait(false);
        if (AddressResolver.Resolve(read).Failed(out var unaddressed, out var addressed))
            return new Reading.Unaddressed(unopened ?? unaddressed, read.Client);
        if (unopened is not null)
            return new Reading.Refused(addressed, unopened);
        if (await _rules.FirstBreachAsync(addressed, ct).ConfigureAwait(false) is { } breach)
            return new Reading.Refused(addressed, breach);
        return new Reading.Trusted(factory.Create(addressed), new RawRequest(read.Parameters) { WasSigned = read.WasSigned });
    }

    /// <remarks>RFC 6749 §4.1.2.1: a missing or unknown client is told to the person, and nothing is redirected.</remarks>
    private async ValueTask<Attempt<ReadRequest>> ReadAsync(RawRequest raw, CancellationToken ct)
    {
        var parameters = raw.Parameters;
        if (parameters.Repeated.Contains("client_id", StringComparer.Ordinal))
            return ProtocolErrors.InvalidRequest("client_id was sent more than once.");
        if (parameters["client_id"] is not { Length: <= 128 } id)
            return ProtocolErrors.InvalidRequest("client_id is missing.");
        if (await clients.FindAsync(new ClientId(id), ct).ConfigureAwait(false) is not { } client)
            return new ProtocolError("invalid_client", "This client is not registered.", "An unknown or disabled client_id.");
        return new ReadRequest(client, parameters) { WasSigned = raw.WasSigned };
    }
}
