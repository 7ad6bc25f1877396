using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Signing;

/// <summary>Makes, publishes and revokes signing keys. New keys are made before the write lane is entered, and thrown away where somebody else was first.</summary>
internal sealed class SigningKeyDesk(SigningKeyStore store, IHallDatabase database, AuditWriter audit, ConfigWatch watch, IOptions<KeysOptions> keys, IOptions<OpenIdProviderOptions> provider, TimeProvider clock) : ISigningKeyDesk
{
    // OpenID Connect Back-Channel Logout §2.4: at most two minutes.
    private static readonly TimeSpan LogoutTokenLife = TimeSpan.FromMinutes(2);

    // Every node has asked for config_version by then.
    private static readonly TimeSpan NodesKnowAfter = TimeSpan.FromSeconds(4);

    /// <summary>A node whose clock is late signs with a retired key for a while, and a relying party whose clock is late believes a token for as long again.</summary>
    private TimeSpan Keep => new[] { provider.Value.AccessTokenLifetime, provider.Value.IdTokenLifetime, LogoutTokenLife }.Max() + (2 * keys.Value.ClockSkew);

    /// <summary>The shortest lead of a planned change: every cache that obeys Cache-Control has asked again.</summary>
    private TimeSpan ShortLead => new[] { provider.Value.DocumentsMaxAge + keys.Value.ClockSkew, keys.Value.PublishAhead }.Min();

    public async ValueTask<ImmutableArray<ListedKey>> ListAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await database.ReadAsync(statements => SigningKeyStore.Records(statements.Get).Select(key => Listed(key, now)).ToImmutableArray(), ct).ConfigureAwait(false);
    }

    public async ValueTask<ImmutableArray<ListedKey>> MakeMissingAsync(CancellationToken ct)
    {
        var there = (await ListAsync(ct).ConfigureAwait(false)).Where(key => key.State != KeyState.Revoked && key.State != KeyState.Gone).Select(key => key.Algorithm).ToHashSet(StringComparer.Ordinal);
        var made = await Task.WhenAll(keys.Value.Kept.Where(algorithm => !there.Contains(algorithm)).Select(algorithm => PublishAsync(algorithm, after: null, now => now, "first", ct))).ConfigureAwait(false);
        return [.. made.OfType<ListedKey>()];
    }

    public async ValueTask<ImmutableArray<ListedKey>> KeepScheduleAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var published = ImmutableArray.CreateBuilder<ListedKey>();
        foreach (var algorithm in keys.Value.Kept)
        {
            var newest = await NewestAsync(algorithm, ct).ConfigureAwait(false);
            if (newest is not null && newest.ActiveAt + keys.Value.Lifetime - keys.Value.PublishAhead > now)
                continue;
            var due = newest?.ActiveAt + keys.Value.Lifetime;
            if (await PublishAsync(algorithm, newest?.Kid, at => Later(due, newest is null ? at : at + keys.Value.PublishAhead), "schedule", ct).ConfigureAwait(false) is { } next)
                published.Add(next);
        }

        await ChangeAsync(write => SigningKeyStore.EraseGone(write, now) > 0 && Changed(write), ct).ConfigureAwait(false);
        return published.ToImmutable();
    }

    public async ValueTask<ListedKey> RotateAsync(string algorithm, bool soon, CancellationToken ct)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var newest = await NewestAsync(algorithm, ct).ConfigureAwait(false);
            if (newest is not { State: KeyState.Published })
            {
                if (await PublishAsync(algorithm, newest?.Kid, at => at + (soon ? ShortLead : keys.Value.PublishAhead), "rotate", ct).ConfigureAwait(false) is { } next)
                    return next;
                continue; // Somebody published meanwhile: that is the next key.
            }

            var earliest = Later(newest.PublishedAt + ShortLead, now + NodesKnowAfter);
            return soon && earliest < newest.ActiveAt ? await AdvanceAsync(newest, earliest, ct).ConfigureAwait(false) : newest;
        }
    }

    public async ValueTask<RevokedKey?> RevokeAsync(string kid, bool cutGrants, CancellationToken ct)
    {
        if ((await ListAsync(ct).ConfigureAwait(false)).FirstOrDefault(key => key.Kid == kid) is not { } found)
            return null;
        var spare = NewKey.Make(found.Algorithm, keys.Value.RsaBits, clock.GetUtcNow());
        var @sealed = store.Seal(spare);
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        return await ChangeAsync(
            write =>
            {
                var revoked = SigningKeyStore.Revoke(write, kid, now);
                var successor = revoked ? SucceedAtOnce(write, spare, @sealed, now) : null;
                SigningKeyStore.Chain(write, found.Algorithm, Keep, now);
                ConfigVersion.Changed(write);
                DateTimeOffset? bound = cutGrants ? ConfigVersion.CutBefore(write, now) : null;
                if (revoked)
                    audit.Write(write, Fact("signing_key.revoked", null, kid, found.Algorithm), origin, now);
                if (bound is { } cut)
                    audit.Write(write, NotBeforeDesk.Fact("signing_key_revoked", cut), origin, now);
                return new RevokedKey(Listed(write, kid, now), successor is null ? null : Listed(write, successor, now), bound);
            },
            ct).ConfigureAwait(false);
    }

    /// <summary>Lets somebody sign at once where nobody does: the key that relying parties know already, else a new one.</summary>
    private static string? SucceedAtOnce(LaneWrite write, NewKey spare, byte[] @sealed, DateTimeOffset now)
    {
        var others = SigningKeyStore.Records(write.Prepare).Where(key => key.Algorithm == spare.Algorithm).ToArray();
        if (others.Any(key => key.Times.At(now) == KeyState.Active))
            return null;
        if (others.FirstOrDefault(key => key.Times.At(now) == KeyState.Published) is { } next)
        {
            SigningKeyStore.Activate(write, next.Kid, next.Algorithm, now);
            return next.Kid;
        }

        SigningKeyStore.Insert(write, spare, @sealed, now, now);
        return spare.Kid;
    }

    private async Task<ListedKey?> PublishAsync(string algorithm, string? after, Func<DateTimeOffset, DateTimeOffset> activeAt, string because, CancellationToken ct)
    {
        var key = await Task.Run(() => NewKey.Make(algorithm, keys.Value.RsaBits, clock.GetUtcNow()), ct).ConfigureAwait(false);
        var @sealed = store.Seal(key);
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        return await ChangeAsync(
            write =>
            {
                if (Newest(write, algorithm) != after)
                    return null;
                SigningKeyStore.Insert(write, key, @sealed, now, activeAt(now));
                SigningKeyStore.Chain(write, algorithm, Keep, now);
                ConfigVersion.Changed(write);
                audit.Write(write, Fact("signing_key.published", because, key.Kid, algorithm), origin, now);
                return Listed(write, key.Kid, now);
            },
            ct).ConfigureAwait(false);
    }

    private async ValueTask<ListedKey> AdvanceAsync(ListedKey next, DateTimeOffset activeAt, CancellationToken ct)
    {
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        return await ChangeAsync(
            write =>
            {
                SigningKeyStore.Activate(write, next.Kid, next.Algorithm, activeAt);
                SigningKeyStore.Chain(write, next.Algorithm, Keep, now);
                ConfigVersion.Changed(write);
                audit.Write(write, Fact("signing_key.advanced", null, next.Kid, next.Algorithm), origin, now);
                return Listed(write, next.Kid, now);
            },
            ct).ConfigureAwait(false);
    }

    private async ValueTask<ListedKey?> NewestAsync(string algorithm, CancellationToken ct) =>
        (await ListAsync(ct).ConfigureAwait(false)).Where(key => key.Algorithm == algorithm && key.RevokedAt is null).MaxBy(key => key.ActiveAt);

    private static string? Newest(LaneWrite write, string algorithm) =>
        SigningKeyStore.Records(write.Prepare).Where(key => key.Algorithm == algorithm && key.Times.RevokedAt is null).MaxBy(key => key.Times.ActiveAt)?.Kid;

    private async ValueTask<T> ChangeAsync<T>(Func<LaneWrite, T> work, CancellationToken ct)
    {
        var done = await database.WriteAsync(
            write =>
            {
                write.OneAtATime("signing keys"); // what is decided below is read first
                return work(write);
            },
            ct).ConfigureAwait(false);
        await watch.HurryAsync(ct).ConfigureAwait(false);
        return done;
    }

    private static bool Changed(LaneWrite write)
    {
        ConfigVersion.Changed(write);
        return true;
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static ListedKey Listed(LaneWrite write, string kid, DateTimeOffset now) => Listed(SigningKeyStore.Records(write.Prepare).Single(key => key.Kid == kid), now);

    private static ListedKey Listed(KeyRecord key, DateTimeOffset now) =>
        new(key.Kid, key.Algorithm, key.Times.At(now), key.Times.PublishedAt, key.Times.ActiveAt, key.Times.RetiredAt, key.Times.GoneAt, key.Times.RevokedAt);

    private static AuditEntry Fact(string code, string? reason, string kid, string algorithm) => new(code, "ok", reason)
    {
        Detail = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["kid"] = kid, ["alg"] = algorithm }),
    };
}
