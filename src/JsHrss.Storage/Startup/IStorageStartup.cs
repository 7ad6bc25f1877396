namespace JsHrss.Storage.Startup;

/// <summary>Brings the store to the state the server needs, before the first request.</summary>
public interface IStorageStartup
{
    /// <summary>
    /// Development: creates the master key file, migrates, makes the first signing key and the first ring key.
    /// Elsewhere: only checks that key file and schema are there. Loads the signing keys into memory in both.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what to do.</exception>
    ValueTask PrepareAsync(CancellationToken ct);
}
