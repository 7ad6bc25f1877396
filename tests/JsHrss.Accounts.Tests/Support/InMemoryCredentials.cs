using System.Collections.Concurrent;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>The store's contract in memory: reserve and settle are each one step that nobody can interleave.</summary>
internal sealed class InMemoryCredentials(InMemoryAttempts? attempts = null) : ICredentialStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CredentialId, (LockState Lock, PasswordHash Hash)> _rows = [];

    public List<AuditFact> Facts { get; } = [];

    public List<AttemptSettled> Settled { get; } = [];

    public ConcurrentBag<CredentialId> Reserved { get; } = [];

    public void Add(CredentialId id, PasswordHash hash, LockState? state = null) => _rows[id] = (state ?? LockState.Open, hash);

    public LockState LockOf(CredentialId id)
    {
        lock (_gate)
            return _rows[id].Lock;
    }

    public PasswordHash HashOf(CredentialId id)
    {
        lock (_gate)
            return _rows[id].Hash;
    }

    public ValueTask<Attempt> ReserveAttemptAsync(CredentialId credential, LockoutOptions options, DateTimeOffset now, CancellationToken ct)
    {
        Reserved.Add(credential);
        lock (_gate)
        {
            if (!_rows.TryGetValue(credential, out var row))
                return ValueTask.FromResult<Attempt>(new Attempt.Unknown());
            var (after, attempt) = LockRule.Reserve(row.Lock, options, now);
            _rows[credential] = (after, row.Hash);
            return ValueTask.FromResult(attempt);
        }
    }

    public ValueTask<bool> SettleAttemptAsync(AttemptSettled change, CancellationToken ct)
    {
        lock (_gate)
        {
            if (change is { Clears: true, Credential: { } cleared } && _rows.TryGetValue(cleared, out var now) && now.Hash.Store() != change.Compared?.Store())
                return ValueTask.FromResult(false);
            Facts.AddRange(change.Facts);
            Settled.Add(change);
            if (change is { Clears: true, Reserved: { } reserved })
                attempts?.Clear(reserved);
            if (change.Credential is { } id && _rows.TryGetValue(id, out var row))
            {
                var hash = change.Rehash ?? row.Hash;
                _rows[id] = (change.Clears ? LockState.Open : row.Lock, hash);
            }
        }

        return ValueTask.FromResult(true);
    }
}
