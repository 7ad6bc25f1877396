using System.Threading.Channels;
using JsHrss.IdP.Limits;

namespace JsHrss.IdP.Challenges;

/// <summary>Pictures drawn beforehand, at a steady pace: a thousand requests a second find a few pictures and cost no more than that (case OT-10). Each is handed out once.</summary>
internal sealed class PicturePool(LoadOptions options) : BackgroundService
{
    private const int Ready = 32;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Channel<ChallengePicture> _ready = Channel.CreateBounded<ChallengePicture>(Ready);

    /// <summary>The next picture; null: none became ready in time.</summary>
    public async ValueTask<ChallengePicture?> TakeAsync(CancellationToken ct)
    {
        if (_ready.Reader.TryRead(out var ready))
            return ready;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestWait);
        try
        {
            return await _ready.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pace = TimeSpan.FromSeconds(1.0 / options.PicturesDrawnPerSecond);
        // Waiting for room first: nobody draws for a full pool, and no clock ticks for it.
        while (await _ready.Writer.WaitToWriteAsync(stoppingToken))
        {
            await _ready.Writer.WriteAsync(ChallengePicture.Draw(), stoppingToken);
            await Task.Delay(pace, stoppingToken);
        }
    }
}
