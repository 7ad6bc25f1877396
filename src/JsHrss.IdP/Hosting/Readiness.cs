using JsHrss.Storage.Configuration;

namespace JsHrss.IdP.Hosting;

/// <summary>Whether this process should get requests: after it is prepared, until it is told to stop, and while it knows how the database stands.</summary>
internal sealed class Readiness
{
    private readonly IStoreCurrency _store;
    private volatile bool _isLoaded;
    private volatile bool _isListening;
    private volatile bool _isDraining;

    public Readiness(IHostApplicationLifetime lifetime, IStoreCurrency store)
    {
        _store = store;
        lifetime.ApplicationStarted.Register(() => _isListening = true);
        lifetime.ApplicationStopping.Register(() => _isDraining = true);
    }

    /// <summary>It was told to stop, and still serves.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Clients, schema, keys and configuration are in memory.</summary>
    public void Loaded() => _isLoaded = true;

    /// <summary>Each part as it stands now.</summary>
    public ReadinessReport Report() => new(_isLoaded, _isListening, _store.IsCurrent, _isDraining);
}

/// <summary>Why a node is ready or not; nothing about its configuration.</summary>
/// <param name="Loaded">Clients, schema, keys and configuration are in memory.</param>
/// <param name="Listening">The public listener is open.</param>
/// <param name="Store">The database has answered within four seconds.</param>
/// <param name="Draining">The process was told to end.</param>
internal readonly record struct ReadinessReport(bool Loaded, bool Listening, bool Store, bool Draining)
{
    public bool IsReady => Loaded && Listening && Store && !Draining;
}
