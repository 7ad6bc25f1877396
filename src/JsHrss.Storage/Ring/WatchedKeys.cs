using JsHrss.Storage.Configuration;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace JsHrss.Storage.Ring;

/// <summary>
/// The framework's key manager, whose readers also look again when another process changed the ring. The framework by itself looks once a day,
/// so a revocation would reach the other nodes a day late (case PI-10).
/// </summary>
/// <remarks>
/// The framework's own making of keys is off: it would happen inside a request, on whichever node comes first, on two at once at the first start (case PI-09).
/// Without it the framework refuses to seal once its last key is over. So the last key is shown without an end: a schedule that did not run stops no page.
/// </remarks>
internal sealed class WatchedKeys(XmlKeyManager inner) : IKeyManager, IHeldInMemory, IDisposable
{
    private CancellationTokenSource changed = new();

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        var key = inner.CreateNewKey(activationDate, expirationDate);
        LookAgain();
        return key;
    }

    public IReadOnlyCollection<IKey> GetAllKeys()
    {
        var stored = Stored();
        var last = stored.Where(key => !key.IsRevoked).MaxBy(key => key.ActivationDate);
        return [.. stored.Select(key => key == last ? new UnendingKey(key) : key)];
    }

    /// <summary>The keys with the ends that were written down.</summary>
    public IReadOnlyCollection<IKey> Stored() => inner.GetAllKeys();

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

    private sealed class UnendingKey(IKey key) : IKey
    {
        public DateTimeOffset ActivationDate => key.ActivationDate;

        public DateTimeOffset CreationDate => key.CreationDate;

        public IAuthenticatedEncryptorDescriptor Descriptor => key.Descriptor;

        public DateTimeOffset ExpirationDate => DateTimeOffset.MaxValue;

        public bool IsRevoked => key.IsRevoked;

        public Guid KeyId => key.KeyId;

        public IAuthenticatedEncryptor? CreateEncryptor() => key.CreateEncryptor();
    }
}
