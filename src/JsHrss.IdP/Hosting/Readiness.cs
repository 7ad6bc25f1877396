using JsHrss.Storage.Configuration;

namespace JsHrss.IdP.Hosting;

/// <summary>Whether this process should get requests: after it is prepared, until it is told to stop, and while it knows how the database stands.</summary>
internal sealed class Readiness
{
    private readonly IStoreCurrency _store;
    private volatile bool _isServing;

    public Readiness(IHostApplicationLifetime lifetime, IStoreCurrency store)
    {
        _store = store;
        lifetime.ApplicationStarted.Register(() => _isServing = true);
        lifetime.ApplicationStopping.Register(() => _isServing = false);
    }

    public bool IsReady => _isServing && _store.IsCurrent;
}
