using System.Collections.Immutable;

namespace JsHrss.IdP.Clients;

/// <summary>What a client's metadata is judged against: this server and its surroundings.</summary>
/// <param name="Scopes">Scopes of this server.</param>
/// <param name="AcrValues">Authentication context classes of this server.</param>
/// <param name="Issuer">The issuer; no client may register an address there.</param>
/// <param name="IsDevelopment">Loopback addresses over http and the published secrets of the demonstration are allowed.</param>
/// <param name="Now">UTC.</param>
internal sealed record ClientPolicy(ImmutableArray<string> Scopes, ImmutableArray<string> AcrValues, string Issuer, bool IsDevelopment, DateTimeOffset Now);
