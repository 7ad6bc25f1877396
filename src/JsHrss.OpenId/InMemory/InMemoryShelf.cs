using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>One remembered thing as the in-memory ledger holds it.</summary>
internal sealed record KeptThing(Handle Handle, ClientId Client, GrantId? Grant, ReadOnlyMemory<byte> Payload, DateTimeOffset ExpiresAt)
{
    public DateTimeOffset? SpentAt { get; init; }

    public Guid? Successor { get; init; }

    /// <summary>Of a device code.</summary>
    public UserCode? UserCode { get; init; }

    /// <summary>A device code that nobody has decided.</summary>
    public bool IsPending => Grant is null && SpentAt is null;

    public ImmutableDictionary<string, PromptAnswer> Answers { get; init; } = ImmutableDictionary<string, PromptAnswer>.Empty;
}

/// <summary>What the in-memory ledger holds, and the condition and effect of each change. Callers hold the ledger's lock.</summary>
internal sealed class InMemoryShelf
{
    private const int FactsHeld = 10_000;
    private const int TidyFrom = 4_096;

    /// <summary>Expired things are still recognised for this long, so that a late replay is called a replay.</summary>
    private static readonly TimeSpan Remembrance = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Kind, string Issuer, ByteKey Jti), DateTimeOffset> _sightings = [];
    private readonly Dictionary<ByteKey, DateTimeOffset> _denied = [];
    private readonly Dictionary<UserCode, Guid> _userCodes = [];
    private readonly Dictionary<GrantId, List<GrantId>> _children = [];
    private int _tidyAt = TidyFrom;

    public Dictionary<(Keepsake Kind, Guid Key), KeptThing> Things { get; } = [];

    public Dictionary<GrantId, Grant> Grants { get; } = [];

    public Dictionary<(SubjectId Subject, ClientId Client, ContextId Context), Consent> Consents { get; } = [];

    public HashSet<Change.Join> Joined { get; } = [];

    public Queue<Change.Fact> Facts { get; } = new();

    public bool IsDenied(ReadOnlyMemory<byte> tokenDigest, DateTimeOffset now) => _denied.TryGetValue(new ByteKey(tokenDigest), out var until) && until > now;

    /// <summary>Why this change, and with it its list, cannot be written; null: it can.</summary>
    public Outcome? Obstacle(Change change, DateTimeOffset now) => change switch
    {
        Change.Spend spend => ObstacleToUse(spend.Handle, spend.Client, now),
        Change.Use use => ObstacleToUse(use.Handle, use.Client, now),
        Change.Bind bind => Grants.TryGetValue(bind.Grant, out var found) && found.EndedBecause is null && (found.Entitlement.Confirmation.Jkt ?? bind.Jkt) == bind.Jkt ? null : new Outcome.GrantEnded(),
        Change.Answer answer => ObstacleToUse(answer.Interaction, client: null, now),
        Change.KeepDevice device => _userCodes.ContainsKey(device.UserCode) ? new Outcome.Taken() : null,
        Change.DecideDevice device => ObstacleToDecide(device.Device, now),
        Change.Sight sight => _sightings.TryGetValue(KeyOf(sight), out var until) && until > now ? new Outcome.AlreadySeen(sight.Kind) : null,
        _ => null,
    };

    public void Write(Change change, DateTimeOffset now)
    {
        switch (change)
        {
            case Change.Spend spend:
                Replace(spend.Handle, thing => thing with { SpentAt = now, Successor = spend.Successor });
                break;
            case Change.Use use:
                if (Things[(use.Handle.Kind, use.Handle.Key)].Grant is { } used)
                    Prolong(used, use.IdleUntil);
                break;
            case Change.Answer answer:
                Replace(answer.Interaction, thing => thing with { Answers = thing.Answers.SetItem(answer.Prompt, answer.Answered) });
                break;
            case Change.Sight sight:
                _sightings[KeyOf(sight)] = sight.Until;
                break;
            case Change.Keep keep:
                Things.Add((keep.Handle.Kind, keep.Handle.Key), new KeptThing(keep.Handle, keep.Client, keep.Grant, keep.Payload, keep.ExpiresAt));
                break;
            case Change.KeepDevice device:
                Things.Add((Keepsake.DeviceCode, device.Handle.Key), new KeptThing(device.Handle, device.Client, null, device.Payload, device.ExpiresAt) { UserCode = device.UserCode });
                _userCodes.Add(device.UserCode, device.Handle.Key);
                break;
            case Change.DecideDevice device:
                var key = (Keepsake.DeviceCode, device.Device);
                Things[key] = device.Grant is { } approved ? Things[key] with { Grant = approved } : Things[key] with { SpentAt = now };
                break;
            case Change.Open open:
                Open(open.Grant);
                break;
            case Change.End end:
                End(end.Grant, end.Because);
                foreach (var child in _children.GetValueOrDefault(end.Grant, []))
                    End(child, end.Because);
                break;
            case Change.Prolong prolong:
                Prolong(prolong.Grant, prolong.IdleUntil);
                break;
            case Change.Bind bind:
                Bind(bind.Grant, bind.Jkt);
                break;
            case Change.Deny deny:
                _denied[new ByteKey(deny.TokenDigest)] = deny.Until;
                break;
            case Change.Join join:
                Joined.Add(join);
                break;
            case Change.Consented consented:
                Consents[(consented.Consent.Subject, consented.Consent.Client, consented.Consent.Context)] = consented.Consent;
                break;
            case Change.Fact fact:
                Facts.Enqueue(fact);
                while (Facts.Count > FactsHeld)
                    Facts.Dequeue();
                break;
            case Change.Touch: // sessions are the host's own
                break;
        }
    }

    /// <summary>Forgets what nobody can ask for any more, whenever the shelf has doubled: a constant cost per change.</summary>
    public void Tidy(DateTimeOffset now)
    {
        if (Things.Count + Grants.Count + _sightings.Count + _denied.Count < _tidyAt)
            return;
        Forget(Things, thing => thing.ExpiresAt + Remembrance <= now);
        foreach (var code in _userCodes.Where(code => !Things.ContainsKey((Keepsake.DeviceCode, code.Value))).Select(code => code.Key).ToArray())
            _userCodes.Remove(code);
        Forget(_sightings, until => until <= now);
        Forget(_denied, until => until <= now);
        var inUse = Things.Values.Select(thing => thing.Grant).OfType<GrantId>().ToHashSet();
        Forget(Grants, grant => grant.EndsAt + Remembrance <= now && !inUse.Contains(grant.Id));
        foreach (var parent in _children.Keys.Where(parent => !Grants.ContainsKey(parent)).ToArray())
            _children.Remove(parent);
        _tidyAt = Math.Max(TidyFrom, 2 * (Things.Count + Grants.Count + _sightings.Count + _denied.Count));
    }

    public KeptThing? DeviceOf(UserCode code) => _userCodes.TryGetValue(code, out var key) ? Things.GetValueOrDefault((Keepsake.DeviceCode, key)) : null;

    private Outcome? ObstacleToDecide(Guid device, DateTimeOffset now)
    {
        if (!Things.TryGetValue((Keepsake.DeviceCode, device), out var thing))
            return new Outcome.Gone();
        if (!thing.IsPending)
            return new Outcome.AlreadySpent(thing.SpentAt ?? now, null);
        return thing.ExpiresAt > now ? null : new Outcome.Gone();
    }

    private Outcome? ObstacleToUse(Handle handle, ClientId? client, DateTimeOffset now)
    {
        if (!Things.TryGetValue((handle.Kind, handle.Key), out var thing) || !handle.Proves(thing.Handle.SecretDigest.Span) || (client is { } asking && asking != thing.Client))
            return new Outcome.Gone();
        if (thing.SpentAt is { } at)
            return new Outcome.AlreadySpent(at, thing.Successor);
        // A device code that nobody approved hangs on no grant, and so on none that is open.
        if (thing is { Grant: null, Handle.Kind: Keepsake.DeviceCode })
            return new Outcome.GrantEnded();
        if (thing.Grant is { } grant && !IsOpen(Grants[grant], now))
            return new Outcome.GrantEnded();
        return thing.ExpiresAt > now ? null : new Outcome.Gone();
    }

    private static bool IsOpen(Grant grant, DateTimeOffset now) =>
        grant.EndedBecause is null && grant.EndsAt > now && (grant.IdleUntil is null || grant.IdleUntil > now);

    private void Open(Grant grant)
    {
        Grants.Add(grant.Id, grant);
        if (grant.Parent is not { } parent)
            return;
        if (!_children.TryGetValue(parent, out var children))
            _children[parent] = children = [];
        children.Add(grant.Id);
    }

    private void End(GrantId id, string because)
    {
        if (Grants.TryGetValue(id, out var grant) && grant.EndedBecause is null)
            Grants[id] = grant with { EndedBecause = because };
    }

    private void Prolong(GrantId id, DateTimeOffset idleUntil)
    {
        if (Grants.TryGetValue(id, out var grant) && grant.EndedBecause is null)
            Grants[id] = grant with { IdleUntil = idleUntil };
    }

    private void Bind(GrantId id, string jkt)
    {
        var grant = Grants[id];
        Grants[id] = grant with { Entitlement = grant.Entitlement with { Confirmation = grant.Entitlement.Confirmation with { Jkt = jkt } } };
    }

    private void Replace(Handle handle, Func<KeptThing, KeptThing> changed)
    {
        var key = (handle.Kind, handle.Key);
        Things[key] = changed(Things[key]);
    }

    private static (string Kind, string Issuer, ByteKey Jti) KeyOf(Change.Sight sight) => (sight.Kind, sight.Issuer, new ByteKey(sight.JtiDigest));

    private static void Forget<TKey, TValue>(Dictionary<TKey, TValue> from, Func<TValue, bool> over)
        where TKey : notnull
    {
        foreach (var (key, value) in from)
        {
            if (over(value))
                from.Remove(key);
        }
    }

    /// <summary>A digest as a dictionary key, compared by content.</summary>
    private readonly struct ByteKey(ReadOnlyMemory<byte> bytes) : IEquatable<ByteKey>
    {
        private readonly ReadOnlyMemory<byte> _bytes = bytes;

        public bool Equals(ByteKey other) => _bytes.Span.SequenceEqual(other._bytes.Span);

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is ByteKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.AddBytes(_bytes.Span);
            return hash.ToHashCode();
        }
    }
}
