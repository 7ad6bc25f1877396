namespace JsHrss.OpenId.Ports;

/// <summary>The registered clients, answered from memory.</summary>
public interface IClientRegistry
{
    /// <summary>The client of this id; null when unknown or disabled.</summary>
    ValueTask<Client?> FindAsync(ClientId id, CancellationToken ct);

    /// <summary>Whether any client's registered origins contain this one (for CORS of the public documents and token endpoints).</summary>
    bool IsRegisteredOrigin(string origin);
}
