using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>The session store's contract in memory.</summary>
internal sealed class InMemorySessions : ISessionStore
{
    private readonly Dictionary<SessionId, (Session Session, ReadOnlyMemory<byte> Digest)> _rows = [];

    public Dictionary<PersonId, PersonStanding> Persons { get; } = [];

    public List<AuditFact> Facts { get; } = [];

    /// <summary>Runs once between a look and the join that follows it: another tab.</summary>
    public Func<Task>? BeforeJoin { get; set; }

    /// <summary>What consumes a face check in the same change.</summary>
    public Func<SpentFaceCheck, bool>? SpendFace { get; set; }

    public Session Of(SessionId id) => _rows[id].Session;

    public ValueTask<SessionStanding?> FindAsync(SessionHandle handle, CancellationToken ct) => ValueTask.FromResult(
        _rows.TryGetValue(handle.Id, out var row) && handle.Proves(row.Digest.Span)
            ? new SessionStanding(row.Session, Persons[row.Session.Person], [])
            : null);

    public ValueTask<SessionStanding?> FindAsync(SessionId session, CancellationToken ct) =>
        ValueTask.FromResult(_rows.TryGetValue(session, out var row) ? new SessionStanding(row.Session, Persons[row.Session.Person], []) : null);

    public ValueTask<bool> BeginAsync(SessionBegun change, CancellationToken ct)
    {
        var replaces = change.Replaces is { } former && _rows.TryGetValue(former, out var row) && row.Item1.State.EndedAt is null;
        if (change.Replaces is { } ended)
            End(ended, change.At);
        var state = new SessionState(change.Handle.Id, change.IdleUntil, change.AbsoluteUntil, null);
        _rows.Add(change.Handle.Id, (new Session(state, change.Person, [change.Proof], change.At, change.At), change.Handle.SecretDigest));
        Facts.AddRange(change.Facts);
        if (replaces)
            Facts.AddRange(change.FactsWhenReplaced);
        return ValueTask.FromResult(true);
    }

    public async ValueTask<bool> JoinProofAsync(ProofJoined change, CancellationToken ct)
    {
        var other = BeforeJoin;
        BeforeJoin = null;
        if (other is not null)
            await other();
        var (session, digest) = _rows[change.Presented.Id];
        if (session.State.EndedAt is not null || !change.Presented.Proves(digest.Span))
            return false;
        if (change.FaceCheck is { } face && SpendFace?.Invoke(face) is not true)
            return false;
        var joined = session with { Proofs = session.Proofs.Add(change.Proof), SeenAt = change.At, State = session.State with { IdleUntil = change.IdleUntil } };
        _rows[change.Presented.Id] = (joined, change.Renewed.SecretDigest);
        Facts.AddRange(change.Facts);
        return true;
    }

    public ValueTask TouchAsync(SessionId session, DateTimeOffset seenAt, DateTimeOffset idleUntil, CancellationToken ct)
    {
        var (row, digest) = _rows[session];
        if (row.State.EndedAt is null)
            _rows[session] = (row with { SeenAt = seenAt, State = row.State with { IdleUntil = idleUntil } }, digest);
        return ValueTask.CompletedTask;
    }

    public ValueTask EndAsync(SessionEnded change, CancellationToken ct)
    {
        End(change.Session, change.At);
        Facts.AddRange(change.Facts);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> EndContextAsync(ContextEnded change, CancellationToken ct)
    {
        var (session, digest) = _rows[change.Session];
        _rows[change.Session] = (session with { Proofs = session.Proofs.RemoveRange(change.Proofs) }, digest);
        Facts.AddRange(change.Facts);
        if (!_rows[change.Session].Session.Proofs.IsEmpty)
            return ValueTask.FromResult(false);
        End(change.Session, change.At);
        Facts.AddRange(change.FactsWhenOver);
        return ValueTask.FromResult(true);
    }

    public ValueTask EndEverywhereAsync(AllEnded change, CancellationToken ct)
    {
        Facts.AddRange(change.Facts);
        foreach (var (id, row) in _rows.Where(row => row.Value.Session.Person == change.Person && row.Value.Session.State.EndedAt is null).ToArray())
        {
            End(id, change.At);
            Facts.Add(change.FactOf(id));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<ClientPart>> PartsAsync(SessionId session, CancellationToken ct) => ValueTask.FromResult(ImmutableArray<ClientPart>.Empty);

    private void End(SessionId id, DateTimeOffset at)
    {
        var (row, digest) = _rows[id];
        if (row.State.EndedAt is null)
            _rows[id] = (row with { State = row.State with { EndedAt = at } }, digest);
    }
}
