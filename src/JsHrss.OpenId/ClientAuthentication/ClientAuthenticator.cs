using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>Who calls: exactly one method per request, and exactly the one the client is registered for.</summary>
internal sealed class ClientAuthenticator(IClientRegistry registry, IClientAttempts attempts, ILedger ledger, IEnumerable<IClientAuthenticationMethod> methods)
{
    private const int MaxIdLength = 128;

    private static readonly Outcome.Done NothingToWrite = new();

    private readonly ImmutableArray<IClientAuthenticationMethod> _methods = [.. methods];

    /// <summary>The client that proved itself. Whatever the endpoint then answers, it writes through <see cref="ApplyAsync"/> or <see cref="RefuseAsync"/>.</summary>
    public async ValueTask<Attempt<ProvenClient>> AuthenticateAsync(HttpContext http, FormParameters form, CancellationToken ct)
    {
        if (MechanismsIn(http.Request, form) > 1)
            return ProtocolErrors.InvalidRequest("More than one way of client authentication was used.");
        var method = _methods.First(m => m.IsUsedBy(http.Request, form));
        if (method.Read(http.Request, form).Failed(out var breach, out var presented))
            return breach;
        var wellFormed = IsWellFormed(presented.Id);
        if (wellFormed && attempts.RefusedFor(http, presented.Id) is { } wait)
            return ProtocolErrors.TooManyAttempts(wait);

        var client = wellFormed ? await registry.FindAsync(presented.Id, ct).ConfigureAwait(false) : null;
        // No short cut: unknown client, wrong method and wrong proof cost the same and are answered alike (case CD-20).
        var proof = await method.ProveAsync(presented, client?.AuthenticationMethod == method.Method ? client : null, ct).ConfigureAwait(false);
        if (proof.Because is null && client is not null)
            return new ProvenClient(client, proof.Conditions);
        // An outage of the client's own server is no guess at its secret: counted, it would shut the client out for longer than it lasted.
        if (proof.Undecided is { } later)
            return later;
        if (wellFormed)
            attempts.Failed(http, presented.Id);
        return ProtocolErrors.InvalidClient(client is null ? "Unknown or disabled client." : $"Client {client.Id} did not prove itself: {proof.Because}.");
    }

    /// <summary>
    /// Writes what the endpoint decided together with what the authentication must be remembered by: one list, one round trip, all or nothing.
    /// <see cref="Outcome.AlreadySeen"/>: the assertion or the proof of possession was shown before, and the answer is <see cref="Replayed"/>.
    /// </summary>
    /// <remarks>Not cancelled with the request: a thief who hangs up must not keep a grant from ending, nor a jti from being seen.</remarks>
    public async ValueTask<Outcome> ApplyAsync(HttpContext http, ProvenClient caller, ImmutableArray<Change> changes)
    {
        var list = caller.Before(changes);
        if (list.IsEmpty)
            return NothingToWrite;
        var outcome = await ledger.ApplyAsync(list, CancellationToken.None).ConfigureAwait(false);
        if (outcome is Outcome.AlreadySeen { Kind: PrivateKeyJwt.Sighting })
            attempts.Failed(http, caller.Client.Id);
        return outcome;
    }

    /// <summary>
    /// Refuses a request of a client that proved itself; its assertion is used up all the same. Its proof of possession is so where the refusal changes something:
    /// repeating one that changes nothing gains nothing, and strangers must not make us write.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="caller">Who.</param>
    /// <param name="breach">What is answered, unless the authentication itself was a replay.</param>
    /// <param name="changes">What the refusal brings with it, such as the end of a replayed grant.</param>
    public async ValueTask<ProtocolError> RefuseAsync(HttpContext http, ProvenClient caller, ProtocolError breach, ImmutableArray<Change> changes = default) =>
        await ApplyAsync(http, changes.IsDefaultOrEmpty ? caller with { Proof = null } : caller, changes).ConfigureAwait(false) is Outcome.AlreadySeen seen ? Replayed(caller, seen) : breach;

    /// <summary>An assertion counts once (RFC 7523 §3, point 7; case JW-08), and so does a proof of possession (RFC 9449 §11.1; case JW-15).</summary>
    public static ProtocolError Replayed(ProvenClient caller, Outcome.AlreadySeen seen) => seen.Kind == ProofRules.Sighting
        ? PossessionErrors.InvalidProof("it was shown before")
        : ProtocolErrors.InvalidClient($"Client {caller.Client.Id} did not prove itself: its assertion was shown before.");

    /// <summary>The client must not use more than one method in a request (RFC 6749 §2.3).</summary>
    private static int MechanismsIn(HttpRequest request, FormParameters form) =>
        (request.Headers.Authorization.Count > 0 ? 1 : 0)
        + (form["client_secret"] is null ? 0 : 1)
        + (form["client_assertion"] is null && form["client_assertion_type"] is null ? 0 : 1);

    private static bool IsWellFormed(ClientId id)
    {
        if (id.Value.Length is 0 or > MaxIdLength)
            return false;
        foreach (var c in id.Value)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }
}
