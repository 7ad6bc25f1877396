using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.PushedAuthorization;

/// <summary>The pushed authorization request endpoint (RFC 9126 §2), from top to bottom as it happens. Whatever would be refused at the authorization endpoint is refused here.</summary>
internal sealed class PushedAuthorizationEndpoint(ClientAuthenticator clients, PossessionDesk possession, RequestGate gate, PushedRequests pushed, IOptions<OpenIdProviderOptions> options)
{
    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var known))
            return stranger;
        if (possession.Prove(http, known).Failed(out var unproven, out var caller))
            return await clients.RefuseAsync(http, known, unproven).ConfigureAwait(false);
        if (form["client_id"] is { } named && !string.Equals(named, caller.Client.Id.Value, StringComparison.Ordinal))
            return await RefuseAsync(ProtocolErrors.InvalidRequest("client_id and the authenticated client differ.")).ConfigureAwait(false);
        // RFC 9126 §2.1: a reference cannot refer to a reference.
        if (form["request_uri"] is not null)
            return await RefuseAsync(ProtocolErrors.InvalidRequest("request_uri must not be pushed.")).ConfigureAwait(false);

        var (handle, reference) = pushed.Mint();
        return await gate.PassAsync(new RawRequest(RequestParameters.PushedBy(caller.Client, form)) { Pushed = handle }, ct).ConfigureAwait(false) switch
        {
            Reading.Unaddressed(var breach, _) => await RefuseAsync(breach).ConfigureAwait(false),
            Reading.Refused(_, var breach) => await RefuseAsync(breach).ConfigureAwait(false),
            Reading.Trusted(_, var read) => await KeepAsync(http, caller, handle, reference, read).ConfigureAwait(false),
            _ => throw new InvalidOperationException("A reading of no known kind."),
        };

        async ValueTask<ProtocolAnswer> RefuseAsync(ProtocolError breach) => await clients.RefuseAsync(http, caller, breach).ConfigureAwait(false);
    }

    private async ValueTask<ProtocolAnswer> KeepAsync(HttpContext http, ProvenClient caller, Handle handle, string reference, RawRequest read)
    {
        if (BoundTo(caller.Proof, read.Parameters).Failed(out var otherKey, out var parameters))
            return await clients.RefuseAsync(http, caller, otherKey).ConfigureAwait(false);
        var encoded = parameters.ToEncoded();
        if (encoded.Length > ParameterBounds.Request)
            return await clients.RefuseAsync(http, caller, ProtocolErrors.InvalidRequest("The request is too long.", status: StatusCodes.Status413PayloadTooLarge)).ConfigureAwait(false);
        switch (await clients.ApplyAsync(http, caller, [pushed.Keep(handle, caller.Client.Id, encoded, read.WasSigned)]).ConfigureAwait(false))
        {
            case Outcome.Done:
                break;
            case Outcome.AlreadySeen seen:
                return ClientAuthenticator.Replayed(caller, seen);
            default:
                throw new InvalidOperationException("A new pushed request was refused by the ledger.");
        }

        return new ProtocolAnswer.Created(JsonText.Write((reference, options.Value.PushedRequestLifetime), static (json, of) =>
        {
            json.WriteStartObject();
            json.WriteString("request_uri"u8, of.reference);
            json.WriteNumber("expires_in"u8, (long)of.PushedRequestLifetime.TotalSeconds);
            json.WriteEndObject();
        }));
    }

    /// <summary>RFC 9449 §10.1: a proof binds the code as <c>dpop_jkt</c> does; where both are sent they name one key (case JW-16).</summary>
    private static Attempt<RequestParameters> BoundTo(KeyProof? proof, RequestParameters parameters)
    {
        if (proof is null)
            return parameters;
        if (parameters["dpop_jkt"] is not { } named)
            return parameters.With("dpop_jkt", proof.Jkt);
        return string.Equals(named, proof.Jkt, StringComparison.Ordinal) ? parameters : ProtocolErrors.InvalidRequest("dpop_jkt and the key of the DPoP proof differ.");
    }
}
