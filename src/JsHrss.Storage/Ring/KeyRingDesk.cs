using System.Collections.Immutable;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace JsHrss.Storage.Ring;

/// <summary>What an operator does to the DataProtection ring.</summary>
public interface IKeyRingDesk
{
    /// <summary>Every key of the ring, oldest first.</summary>
    ImmutableArray<ListedRingKey> List();

    /// <summary>
    /// Declares every key compromised, makes a new one, and ends every session: everybody signs in again. Grants with <c>offline_access</c> go on.
    /// Reaches every node within a second (case PI-10).
    /// </summary>
    /// <returns>How many sessions ended.</returns>
    ValueTask<int> RevokeAllAsync(CancellationToken ct);
}

/// <summary>A ring key as an operator sees it: nothing secret. Times are UTC.</summary>
public sealed record ListedRingKey(Guid Id, DateTimeOffset ActiveAt, DateTimeOffset EndsAt, bool Revoked);

/// <remarks>
/// Sessions of ours are handles, not sealed cookies: forging one needs more than the ring. They end all the same, because whoever could forge an antiforgery token
/// could have had somebody else's browser act while its session lasted.
/// </remarks>
internal sealed class KeyRingDesk(IKeyManager keys, SqliteDatabase database, AuditWriter audit, TimeProvider clock) : IKeyRingDesk
{
    private const string Because = "ring_revoked";

    private const string EndSessionsSql = "update session set ended_at = @now, ended_because = @because where ended_at is null";

    private const string EndGrantsSql = """update "grant" set ended_at = @now, ended_because = @because where session is not null and offline = 0 and ended_at is null""";

    private const string EndRpSessionsSql = "update rp_session set ended_at = @now where ended_at is null";

    public ImmutableArray<ListedRingKey> List() =>
        [.. keys.GetAllKeys().OrderBy(key => key.ActivationDate).Select(key => new ListedRingKey(key.KeyId, key.ActivationDate, key.ExpirationDate, key.IsRevoked))];

    public async ValueTask<int> RevokeAllAsync(CancellationToken ct)
    {
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        // The new key first: at no time is there none. What was made before it is revoked.
        var made = keys.CreateNewKey(now, now + KeyRing.Lifetime);
        keys.RevokeAllKeys(made.CreationDate, Because);
        return await database.WriteAsync(
            write =>
            {
                var ended = write.Prepare(EndSessionsSql).Bind("@now", now).Bind("@because", Because).Run();
                write.Prepare(EndGrantsSql).Bind("@now", now).Bind("@because", Because).Run();
                write.Prepare(EndRpSessionsSql).Bind("@now", now).Run();
                ConfigVersion.Changed(write);
                audit.Write(write, new AuditEntry("ring.revoked", "ok", null), origin, now);
                return ended;
            },
            ct).ConfigureAwait(false);
    }
}
