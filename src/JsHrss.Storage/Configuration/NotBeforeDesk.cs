using System.Text.Json;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Configuration;

/// <summary>Cuts off everything made so far.</summary>
public interface INotBeforeDesk
{
    /// <summary>From when on grants, tokens and sessions count, UTC; null: no bound was ever set.</summary>
    ValueTask<DateTimeOffset?> ReadAsync(CancellationToken ct);

    /// <summary>Raises the bound to now: every grant, token and session made before is refused on every node within a second. It cannot be taken back.</summary>
    /// <param name="because">Stable reason code for the audit.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The bound, a whole second.</returns>
    ValueTask<DateTimeOffset> CutAsync(string because, CancellationToken ct);
}

internal sealed class NotBeforeDesk(IHallDatabase database, AuditWriter audit, ConfigWatch watch, TimeProvider clock) : INotBeforeDesk
{
    public ValueTask<DateTimeOffset?> ReadAsync(CancellationToken ct) => database.ReadAsync(static statements => ConfigVersion.Read(statements).NotBefore, ct);

    public async ValueTask<DateTimeOffset> CutAsync(string because, CancellationToken ct)
    {
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        var raised = await database.WriteAsync(
            write =>
            {
                var bound = ConfigVersion.CutBefore(write, now);
                audit.Write(write, Fact(because, bound), origin, now);
                return bound;
            },
            ct).ConfigureAwait(false);
        await watch.HurryAsync(ct).ConfigureAwait(false);
        return raised;
    }

    public static AuditEntry Fact(string because, DateTimeOffset bound) => new("not_before.raised", "ok", because)
    {
        Detail = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["not_before"] = bound.ToString("O") }),
    };
}
