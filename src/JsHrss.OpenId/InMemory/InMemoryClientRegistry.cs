using System.Collections.Frozen;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>Clients declared in code; the whole set is replaced at once.</summary>
public sealed class InMemoryClientRegistry : IClientRegistry
{
    private volatile Snapshot _snapshot;

    /// <summary>With these clients.</summary>
    /// <param name="clients">Each <see cref="Client.Id"/> once.</param>
    /// <exception cref="ArgumentException">A redirect URI may not be registered; the message says which and why.</exception>
    public InMemoryClientRegistry(params IEnumerable<Client> clients) => _snapshot = Snapshot.Of(clients);

    /// <summary>Replaces every client; requests already being answered keep what they found.</summary>
    /// <inheritdoc cref="InMemoryClientRegistry(IEnumerable{Client})" path="/param" />
    /// <inheritdoc cref="InMemoryClientRegistry(IEnumerable{Client})" path="/exception" />
    public void Replace(params IEnumerable<Client> clients) => _snapshot = Snapshot.Of(clients);

    /// <inheritdoc />
    public ValueTask<Client?> FindAsync(ClientId id, CancellationToken ct) => ValueTask.FromResult(_snapshot.Clients.GetValueOrDefault(id));

    /// <inheritdoc />
    public bool IsRegisteredOrigin(string origin) => _snapshot.Origins.Contains(origin);

    private sealed record Snapshot(FrozenDictionary<ClientId, Client> Clients, FrozenSet<string> Origins)
    {
        public static Snapshot Of(IEnumerable<Client> clients)
        {
            var all = clients.ToArray();
            foreach (var client in all)
            {
                foreach (var uri in client.RedirectUris)
                {
                    if (RedirectUri.FaultOf(uri, client.Native) is { } fault)
                        throw new ArgumentException($"Client {client.Id}, redirect URI {uri}: {fault}", nameof(clients));
                }
            }

            return new Snapshot(
                all.ToFrozenDictionary(client => client.Id),
                all.SelectMany(client => client.Origins).ToFrozenSet(StringComparer.Ordinal));
        }
    }
}
