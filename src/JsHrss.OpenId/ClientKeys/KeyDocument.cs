using JsHrss.OpenId.Outgoing;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>The JWK Set at one registered address: read from the store at first, fetched again when it is old or a key is missing, once a minute at most.</summary>
internal sealed class KeyDocument(Uri address, GuardedFetcher fetcher, IFetchedDocuments kept, TimeProvider clock, ILogger log)
{
    /// <summary>Younger ones are used as they are: for so long at most a key that its client withdrew still counts.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Older ones are used no more, even while the client's server is down.</summary>
    public static readonly TimeSpan UsableWhileDown = TimeSpan.FromHours(24);

    /// <summary>A fetch, whatever came of it, is not repeated sooner: somebody who invents key names must not make us call (case JW-14).</summary>
    public static readonly TimeSpan BetweenFetches = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private (JwkSet Keys, DateTimeOffset At)? _document;
    private DateTimeOffset? _triedAt;
    private bool _readFromStore;
    private Task? _fetching;

    /// <summary>The keys as known; fetched first where they are old. Null: they could not be fetched, and none that may still be used are known from before.</summary>
    public async ValueTask<JwkSet?> CurrentAsync(CancellationToken ct)
    {
        if (!_readFromStore)
            await ReadKeptAsync(ct).ConfigureAwait(false);
        if (Age() is not { } age || age > Fresh)
            await RenewAsync(ct).ConfigureAwait(false);
        return Usable();
    }

    /// <summary>The keys after a fetch, because a signature names one that is not here or fits none that is; null as above.</summary>
    public async ValueTask<JwkSet?> RenewedAsync(CancellationToken ct)
    {
        await RenewAsync(ct).ConfigureAwait(false);
        return Usable();
    }

    /// <summary>Who comes while a fetch is under way waits for that one. It is nobody's own: no caller who leaves can end it.</summary>
    private Task RenewAsync(CancellationToken ct)
    {
        Task fetching;
        lock (_gate)
        {
            if (_fetching is null)
            {
                if (_triedAt + BetweenFetches > clock.GetUtcNow())
                    return Task.CompletedTask;
                _triedAt = clock.GetUtcNow();
                _fetching = Task.Run(FetchAsync, CancellationToken.None);
            }

            fetching = _fetching;
        }

        return fetching.WaitAsync(ct);
    }

    private async Task FetchAsync()
    {
        try
        {
            var at = clock.GetUtcNow();
            var (body, fault) = await fetcher.FetchAsync(address).ConfigureAwait(false);
            if (body is null)
            {
                log.KeysNotFetched(address.Host, fault!);
            }
            else if (JwkSet.Read(body) is not { } keys)
            {
                log.KeysNotFetched(address.Host, "it is no JWK Set");
            }
            else
            {
                foreach (var key in keys.LeftOut)
                    log.KeyLeftOut(address.Host, key);
                lock (_gate)
                    _document = (keys, at);
                await kept.KeepAsync(new FetchedDocument(address, body, at), CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException unavailable)
        {
            log.KeysNotKept(address.Host, unavailable);
        }
        finally
        {
            lock (_gate)
                _fetching = null;
        }
    }

    private async ValueTask ReadKeptAsync(CancellationToken ct)
    {
        var found = await kept.FindAsync(address, ct).ConfigureAwait(false);
        lock (_gate)
        {
            if (_document is null && found is not null && JwkSet.Read(found.Body.Span) is { } keys)
                _document = (keys, found.FetchedAt);
            _readFromStore = true;
        }
    }

    private JwkSet? Usable()
    {
        lock (_gate)
            return _document is { } document && Age() <= UsableWhileDown ? document.Keys : null;
    }

    private TimeSpan? Age()
    {
        lock (_gate)
            return _document is { } document ? clock.GetUtcNow() - document.At : null;
    }
}
