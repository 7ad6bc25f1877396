namespace JsHrss.IdP.Hosting;

/// <summary>Whether this process should get requests: after it is prepared, and until it is told to stop.</summary>
internal sealed class Readiness
{
    private volatile bool _isReady;

    public Readiness(IHostApplicationLifetime lifetime)
    {
        lifetime.ApplicationStarted.Register(() => _isReady = true);
        lifetime.ApplicationStopping.Register(() => _isReady = false);
    }

    public bool IsReady => _isReady;
}
