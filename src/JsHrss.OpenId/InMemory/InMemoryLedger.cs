using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>The whole ledger in one process's memory: for tests, trials and measurements. One lock makes every list atomic; nothing survives a restart.</summary>
/// <param name="clock">Decides what is expired.</param>
/// <param name="standing">What the host would have read beside a grant; by default a standing that says nothing.</param>
public sealed class InMemoryLedger(TimeProvider clock, Func<Grant, IStanding>? standing = null) : ILedger, IConsents, IDeviceCodes
{
    private readonly Lock _gate = new();
    private readonly InMemoryShelf _shelf = new();

    /// <summary>The newest facts, oldest first; at most ten thousand are held.</summary>
    public ImmutableArray<Change.Fact> Facts
    {
        get
        {
            lock (_gate)
                return [.. _shelf.Facts];
        }
    }

    /// <summary>Which client takes part in which session, in which context, under which <c>sid</c>.</summary>
    public ImmutableArray<Change.Join> Joined
    {
        get
        {
            lock (_gate)
                return [.. _shelf.Joined];
        }
    }

    /// <inheritdoc />
    public ValueTask<Remembered?> LookAsync(Handle handle, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(handle);
        lock (_gate)
        {
            return ValueTask.FromResult(_shelf.Things.TryGetValue((handle.Kind, handle.Key), out var thing) && handle.Proves(thing.Handle.SecretDigest.Span)
                ? Remember(thing)
                : null);
        }
    }

    /// <inheritdoc />
    public ValueTask<Remembered?> LookAtSuccessorAsync(Guid key, CancellationToken ct)
    {
        lock (_gate)
            return ValueTask.FromResult(_shelf.Things.TryGetValue((Keepsake.RefreshToken, key), out var thing) ? Remember(thing) : null);
    }

    /// <inheritdoc />
    public ValueTask<Outcome> ApplyAsync(ImmutableArray<Change> changes, CancellationToken ct)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var change in changes)
            {
                if (_shelf.Obstacle(change, now) is { } obstacle)
                    return ValueTask.FromResult(obstacle);
            }

            foreach (var change in changes)
                _shelf.Write(change, now);
            _shelf.Tidy(now);
            return ValueTask.FromResult<Outcome>(Done);
        }
    }

    /// <inheritdoc />
    public ValueTask<TokenState> StateAsync(GrantId? grant, ReadOnlyMemory<byte> tokenDigest, Freshness freshness, CancellationToken ct)
    {
        lock (_gate)
        {
            var denied = _shelf.IsDenied(tokenDigest, clock.GetUtcNow());
            return ValueTask.FromResult(grant is { } id && _shelf.Grants.TryGetValue(id, out var found)
                ? new TokenState(denied, found, StandingOf(found))
                : new TokenState(denied, null, null));
        }
    }

    /// <inheritdoc />
    public ValueTask<Consent?> FindAsync(SubjectId subject, ClientId client, ContextId context, CancellationToken ct)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(
                _shelf.Consents.TryGetValue((subject, client, context), out var consent) && consent.Until > clock.GetUtcNow() ? consent : null);
        }
    }

    /// <inheritdoc />
    public ValueTask<PendingDevice?> FindAsync(UserCode code, CancellationToken ct)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_shelf.DeviceOf(code) is { IsPending: true } thing && thing.ExpiresAt > clock.GetUtcNow()
                ? new PendingDevice(thing.Handle.Key, thing.Client, thing.Payload, thing.ExpiresAt)
                : null);
        }
    }

    /// <inheritdoc />
    public ValueTask<ImmutableHashSet<Guid>> DecidedAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return ValueTask.FromResult<ImmutableHashSet<Guid>>(
                [.. _shelf.Things.Values.Where(thing => thing.Handle.Kind == Keepsake.DeviceCode && !thing.IsPending && thing.ExpiresAt > now).Select(thing => thing.Handle.Key)]);
        }
    }

    /// <summary>Ends parts in sessions, and grants, as one change.</summary>
    /// <returns>The parts that ended.</returns>
    internal ImmutableArray<Change.Join> Leave(Func<Change.Join, bool> parts, Func<Grant, bool> grants, string because)
    {
        lock (_gate)
        {
            var left = _shelf.Joined.Where(parts).ToImmutableArray();
            _shelf.Joined.ExceptWith(left);
            foreach (var grant in _shelf.Grants.Values.Where(grants).ToArray())
                _shelf.Write(new Change.End(grant.Id, because), clock.GetUtcNow());
            return left;
        }
    }

    /// <summary>Whether nothing was issued under this grant yet.</summary>
    internal bool HasUnredeemedCode(GrantId grant)
    {
        lock (_gate)
            return _shelf.Things.Values.Any(thing => thing.Grant == grant && thing.Handle.Kind is Keepsake.AuthorizationCode or Keepsake.DeviceCode && thing.SpentAt is null);
    }

    /// <summary>In which sessions a subject gave grants.</summary>
    internal ImmutableArray<SessionId> SessionsOf(SubjectId subject)
    {
        lock (_gate)
            return [.. _shelf.Grants.Values.Where(grant => grant.Entitlement.Subject == subject).Select(grant => grant.Entitlement.Session).OfType<SessionId>().Distinct()];
    }

    private static readonly Outcome.Done Done = new();

    private Remembered? Remember(KeptThing thing)
    {
        var grant = thing.Grant is { } id ? _shelf.Grants[id] : null;
        return new Remembered(
            thing.Handle, thing.Client, grant, thing.Payload, thing.ExpiresAt, thing.SpentAt, thing.Successor, thing.Answers, grant is null ? null : StandingOf(grant));
    }

    private IStanding StandingOf(Grant grant) => standing?.Invoke(grant) ?? NoStanding.Instance;

    private sealed class NoStanding : IStanding
    {
        public static NoStanding Instance { get; } = new();
    }
}
