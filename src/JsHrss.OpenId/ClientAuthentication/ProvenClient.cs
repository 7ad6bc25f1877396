using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>A client that proved itself, provided that what the proof must be remembered by can be written. Endpoints write through <see cref="ClientAuthenticator.ApplyAsync"/>.</summary>
/// <param name="Client">Who.</param>
/// <param name="Conditions">Empty for most methods; the sighting of an assertion's jti for <c>private_key_jwt</c>.</param>
internal sealed record ProvenClient(Client Client, ImmutableArray<Change> Conditions)
{
    /// <summary>Conditions come first: a replayed assertion is told as such and spends nothing.</summary>
    public ImmutableArray<Change> Before(ImmutableArray<Change> changes) => changes.IsDefaultOrEmpty ? Conditions : Conditions.IsEmpty ? changes : Conditions.AddRange(changes);
}
