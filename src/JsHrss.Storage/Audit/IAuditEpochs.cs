namespace JsHrss.Storage.Audit;

/// <summary>Histories of one database. A restored backup goes on from an earlier place than the seals that were copied elsewhere: its next seals must not look like theirs.</summary>
public interface IAuditEpochs
{
    /// <summary>Begins the next epoch with a seal of no facts. Called once, after a backup was put back and before a server runs on it (case PI-13).</summary>
    /// <param name="ct">Cancels.</param>
    /// <returns>Number of that seal.</returns>
    ValueTask<long> BeginAsync(CancellationToken ct);
}
