namespace JsHrss.Storage.Backups;

/// <summary>Copies the database while it is served from.</summary>
public interface IDatabaseBackup
{
    /// <summary>Writes one consistent copy, checks it, and only then gives it its name.</summary>
    /// <param name="file">Where to; must not exist.</param>
    /// <param name="ct">Cancels; nothing is left behind.</param>
    /// <returns>Size of the copy in bytes.</returns>
    /// <exception cref="InvalidOperationException">The file exists, the copy is not sound, or this database is backed up by other means; the message says what to do.</exception>
    ValueTask<long> WriteAsync(string file, CancellationToken ct);
}
