using System.Collections.Concurrent;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>Fetched documents in one process's memory; nothing survives a restart.</summary>
public sealed class InMemoryFetchedDocuments : IFetchedDocuments
{
    private readonly ConcurrentDictionary<Uri, FetchedDocument> _documents = [];

    /// <inheritdoc />
    public ValueTask<FetchedDocument?> FindAsync(Uri address, CancellationToken ct) => ValueTask.FromResult(_documents.GetValueOrDefault(address));

    /// <inheritdoc />
    public ValueTask KeepAsync(FetchedDocument document, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(document);
        _documents.AddOrUpdate(document.Address, document, (_, older) => older.FetchedAt > document.FetchedAt ? older : document);
        return ValueTask.CompletedTask;
    }
}
