using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.PushedAuthorization;

/// <summary>The pushed authorization request endpoint (RFC 9126 §2), from top to bottom as it happens. Whatever would be refused at the authorization endpoint is refused here.</summary>
internal sealed class PushedAuthorizationEndpoint(ClientAuthenticator clients, RequestGate gate, PushedRequests pushed, ILedger ledger, IOptions<OpenIdProviderOptions> options)
{
    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var client))
            return stranger;
        if (form["client_id"] is { } named && !string.Equals(named, client.Id.Value, StringComparison.Ordinal))
            return ProtocolErrors.InvalidRequest("client_id and the authenticated client differ.");
        // RFC 9126 §2.1: a reference cannot refer to a reference.
        if (form["request_uri"] is not null)
            return ProtocolErrors.InvalidRequest("request_uri must not be pushed.");

        var (handle, reference) = pushed.Mint();
        switch (await gate.PassAsync(new RawRequest(RequestParameters.PushedBy(client, form)) { Pushed = handle }, ct).ConfigureAwait(false))
        {
            case Reading.Unaddressed(var breach, _):
                return breach;
            case Reading.Refused(_, var breach):
                return breach;
            case Reading.Trusted(_, var read):
                return await KeepAsync(handle, reference, client, read, ct).ConfigureAwait(false);
            default:
                throw new InvalidOperationException("A reading of no known kind.");
        }
    }

    private async ValueTask<ProtocolAnswer> KeepAsync(Handle handle, string reference, Client client, RawRequest read, CancellationToken ct)
    {
        var encoded = read.Parameters.ToEncoded();
        if (encoded.Length > ParameterBounds.Request)
            return ProtocolErrors.InvalidRequest("The request is too long.", status: StatusCodes.Status413PayloadTooLarge);
        // What client authentication must remember (the jti of an assertion) belongs into this list.
        if (await ledger.ApplyAsync([pushed.Keep(handle, client.Id, encoded)], ct).ConfigureAwait(false) is not Outcome.Done)
            throw new InvalidOperationException("A new pushed request was refused by the ledger.");
        return new ProtocolAnswer.Created(JsonText.Write((reference, options.Value.PushedRequestLifetime), static (json, of) =>
        {
            json.WriteStartObject();
            json.WriteString("request_uri"u8, of.reference);
            json.WriteNumber("expires_in"u8, (long)of.PushedRequestLifetime.TotalSeconds);
            json.WriteEndObject();
        }));
    }
}
