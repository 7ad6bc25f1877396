using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary><c>private_key_jwt</c>: the client signs who it is, to whom it speaks and until when, once.</summary>
internal sealed class PrivateKeyJwt(ClientSignatures signatures, AssertionRules rules) : IClientAuthenticationMethod
{
    /// <summary>Namespace of the sightings (RFC 7523 §3, point 7).</summary>
    public const string Sighting = "client_assertion";

    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public ClientAuthenticationMethod Method => ClientAuthenticationMethod.PrivateKeyJwt;

    public SpecRef Law { get; } = new("RFC 7523", "2.2");

    public bool IsUsedBy(HttpRequest request, FormParameters form) => form["client_assertion"] is not null || form["client_assertion_type"] is not null;

    public Attempt<PresentedClient> Read(HttpRequest request, FormParameters form)
    {
        if (form["client_assertion_type"] != AssertionType)
            return ProtocolErrors.InvalidClient("client_assertion_type is not the one of RFC 7523.");
        if (form["client_assertion"] is not { } text || ClientJwt.Read(text) is not { } assertion)
            return ProtocolErrors.InvalidClient("client_assertion is no signed JWT.");
        // RFC 7523 §3, points 1 and 2: the client speaks about itself. Another issuer is an end, never a try at another method (case JW-11).
        if (assertion["sub"] is not { } id || assertion["iss"] != id)
            return ProtocolErrors.InvalidClient("iss and sub of the assertion are not one client.");
        // RFC 7521 §4.2: client_id may be sent beside it and then names the same client.
        if (form["client_id"] is { } named && !string.Equals(named, id, StringComparison.Ordinal))
            return ProtocolErrors.InvalidClient("client_id and the subject of the assertion differ.");
        return new PresentedAssertion(new ClientId(id), assertion);
    }

    public async ValueTask<ClientProof> ProveAsync(PresentedClient presented, Client? client, CancellationToken ct)
    {
        var assertion = ((PresentedAssertion)presented).Jwt;
        var finding = await signatures.VerifyAsync(assertion, client, client?.AssertionAlgorithm, ct).ConfigureAwait(false);
        if (finding == SignatureFinding.KeysOutOfReach)
            return ClientProof.Later(ProtocolErrors.KeysOutOfReach(presented.Id, KeyDocument.BetweenFetches));
        if (finding != SignatureFinding.Verified || client is null)
            return ClientProof.Missing("the assertion was not signed with a registered key and algorithm");
        if (rules.FaultOf(assertion, client) is { } fault)
            return ClientProof.Missing(fault);
        var jti = SHA256.HashData(Encoding.UTF8.GetBytes(assertion["jti"]!));
        return new ClientProof(null, [new Change.Sight(Sighting, client.Id.Value, jti, AssertionRules.ForgottenAt(assertion))]);
    }

    private sealed record PresentedAssertion(ClientId Id, ClientJwt Jwt) : PresentedClient(Id);
}
