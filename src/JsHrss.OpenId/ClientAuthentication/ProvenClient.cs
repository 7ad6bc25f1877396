using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Possession;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>A client that proved itself, provided that what the proof must be remembered by can be written. Endpoints write through <see cref="ClientAuthenticator.ApplyAsync"/>.</summary>
/// <param name="Client">Who.</param>
/// <param name="Conditions">Empty for most methods; the sighting of an assertion's jti for <c>private_key_jwt</c>.</param>
internal sealed record ProvenClient(Client Client, ImmutableArray<Change> Conditions)
{
    /// <summary>The key it proved to hold (RFC 9449 §4.3); null: it sent no proof.</summary>
    public KeyProof? Proof { get; init; }

    /// <summary>The key that tokens are bound to.</summary>
    public Confirmation Confirmation => Proof is { } proof ? new Confirmation(proof.Jkt, null) : Confirmation.None;

    /// <summary>Conditions come first: a replayed assertion or proof is told as such and spends nothing.</summary>
    public ImmutableArray<Change> Before(ImmutableArray<Change> changes)
    {
        var conditions = Proof is { } proof ? Conditions.Add(proof.Sighting) : Conditions;
        return changes.IsDefaultOrEmpty ? conditions : conditions.IsEmpty ? changes : conditions.AddRange(changes);
    }
}
