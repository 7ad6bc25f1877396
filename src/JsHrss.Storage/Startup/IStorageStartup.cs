using System.Collections.Immutable;
using JsHrss.Storage.Signing;

namespace JsHrss.Storage.Startup;

/// <summary>Brings the store to the state the server needs, before the first request.</summary>
public interface IStorageStartup
{
    /// <summary>
    /// Development: creates the master key file, migrates, makes the first signing keys and the first ring key.
    /// Elsewhere: only checks that key file, schema and keys are there. Loads what is held in memory in both.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what to do.</exception>
    ValueTask PrepareAsync(CancellationToken ct);

    /// <summary>Migrates the schema and makes the first keys. What is there stays.</summary>
    /// <exception cref="InvalidOperationException">The database is newer than this program.</exception>
    ValueTask<Migrated> MigrateAsync(CancellationToken ct);

    /// <summary>Refuses a schema that this program does not know; for commands, which load nothing.</summary>
    /// <exception cref="InvalidOperationException">The message says what to do.</exception>
    void CheckSchema();
}

/// <summary>What a migration did.</summary>
/// <param name="Migrations">Names of the migrations applied now.</param>
/// <param name="SigningKeys">Signing keys made now.</param>
/// <param name="RingKey">Whether the first ring key was made now.</param>
public sealed record Migrated(ImmutableArray<string> Migrations, ImmutableArray<ListedKey> SigningKeys, bool RingKey);
