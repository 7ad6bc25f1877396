using System.Text.Json.Nodes;

namespace RelyingParty.Web;

/// <summary>In Development the whole demonstration goes by one clock, which somebody may move (<c>Development:Clock</c>).</summary>
internal sealed class FollowedClock : TimeProvider
{
    private long offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));

    public void Move(TimeSpan by) => Interlocked.Exchange(ref offset, by.Ticks);
}

/// <summary>Asks that clock once a second. When it does not answer, time goes on from where it was.</summary>
internal sealed class ClockFollower(FollowedClock clock, Uri address) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = new HttpClient { Timeout = Pause, MaxResponseContentBufferSize = 4096 };
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                if (JsonNode.Parse(await http.GetStringAsync(address, stoppingToken)) is JsonObject answer
                    && answer["offset_seconds"] is JsonValue value && value.TryGetValue<double>(out var seconds) && Math.Abs(seconds) < TimeSpan.FromDays(4 * 366).TotalSeconds)
                    clock.Move(TimeSpan.FromSeconds(seconds));
            }
            catch (Exception silent) when (silent is HttpRequestException or System.Text.Json.JsonException || (silent is OperationCanceledException && !stoppingToken.IsCancellationRequested))
            {
                // Asked again in a second.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
