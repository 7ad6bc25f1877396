using JsHrss.Storage.Configuration;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace JsHrss.Storage.Ring;

/// <summary>
/// The framework's key manager, whose readers also look again when another process changed the ring. The framework by itself looks once a day,
/// so a revocation would reach the other nodes a day late (case PI-10).
/// </summary>
internal sealed class WatchedKeyManager(XmlKeyManager inner) : IKeyManager, IHeldInMemory, IDisposable
{
    private CancellationTokenSource changed = new();

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        var key = inner.CreateNewKey(activationDate, expirationDate);
        LookAgain();
        return key;
    }

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() => Volatile.Read(ref changed).Token;

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null)
    {
        inner.RevokeAllKeys(revocationDate, reason);
        LookAgain();
    }

    public void RevokeKey(Guid keyId, string? reason = null)
    {
        inner.RevokeKey(keyId, reason);
        LookAgain();
    }

    public ValueTask LoadAsync(CancellationToken ct)
    {
        LookAgain();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => changed.Dispose();

    // The one before is left to the collector: whoever just fetched it must still be able to ask for its token.
    private void LookAgain() => Interlocked.Exchange(ref changed, new CancellationTokenSource()).Cancel();
}
