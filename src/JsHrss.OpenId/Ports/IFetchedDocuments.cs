namespace JsHrss.OpenId.Ports;

/// <summary>Public documents of clients as they were last fetched, kept across restarts: a client's key server that is down signs nobody out.</summary>
public interface IFetchedDocuments
{
    /// <summary>The document as last kept; null: never fetched.</summary>
    ValueTask<FetchedDocument?> FindAsync(Uri address, CancellationToken ct);

    /// <summary>Keeps a newer one.</summary>
    ValueTask KeepAsync(FetchedDocument document, CancellationToken ct);
}

/// <summary>A document as fetched.</summary>
/// <param name="Address">From where.</param>
/// <param name="Body">At most 64 kB.</param>
/// <param name="FetchedAt">UTC.</param>
public sealed record FetchedDocument(Uri Address, ReadOnlyMemory<byte> Body, DateTimeOffset FetchedAt);
