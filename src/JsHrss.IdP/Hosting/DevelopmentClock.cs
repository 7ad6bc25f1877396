using System.Net.Sockets;
using System.Text.Json;

namespace JsHrss.IdP.Hosting;

/// <summary>Configuration <c>Development:Clock</c>: the address of a clock that this server follows, for instance the sandbox's <c>http://localhost:5400/clock</c>. Development only.</summary>
internal static class DevelopmentClock
{
    private const string Setting = "Development:Clock";

    /// <summary>Puts the moved clock before the one that is registered; so it comes after everything that registers one.</summary>
    /// <exception cref="InvalidOperationException">The setting is wrong, or stands outside Development, where whoever moves the clock revives what has ended.</exception>
    public static void AddDevelopmentClock(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        if (string.IsNullOrEmpty(configuration[Setting]))
            return;
        if (!isDevelopment)
            throw new InvalidOperationException($"{Setting} is set, and this is not Development: no other server may follow a clock that somebody moves. Remove the setting.");
        if (!Uri.TryCreate(configuration[Setting], UriKind.Absolute, out var address) || !address.IsLoopback || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{Setting} is '{configuration[Setting]}'; write the address of a clock on this machine, for instance http://localhost:5400/clock.");
        var registered = services.Last(one => one.ServiceType == typeof(TimeProvider));
        services.AddSingleton(provider => new MovedClock(
            registered.ImplementationInstance as TimeProvider ?? (TimeProvider)registered.ImplementationFactory!(provider)));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<MovedClock>());
        services.AddHostedService(provider => new ClockFollower(provider.GetRequiredService<MovedClock>(), address, provider.GetRequiredService<ILogger<ClockFollower>>()));
    }
}

/// <summary>Asks the clock once a second how far it is moved. A clock that does not answer stays where it was.</summary>
internal sealed partial class ClockFollower(MovedClock clock, Uri address, ILogger<ClockFollower> log) : BackgroundService
{
    private const int MaxLength = 4096;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What the sandbox offers; more is a mistake of whoever answered.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(4 * 366);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = Pause, MaxResponseContentBufferSize = MaxLength };
        using var timer = new PeriodicTimer(Pause);
        var answers = true;
        do
        {
            var offset = await AskAsync(http, stoppingToken);
            if (offset is null && answers)
                LogSilent(address);
            answers = offset is not null;
            if (offset is { } moved && (moved - clock.Offset).Duration() >= Pause)
            {
                clock.Offset = moved;
                LogMoved(clock.GetUtcNow());
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<TimeSpan?> AskAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = JsonDocument.Parse(await http.GetByteArrayAsync(address, ct));
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("offset_seconds", out var seconds)
                && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetDouble(out var value) && Math.Abs(value) <= Furthest.TotalSeconds
                ? TimeSpan.FromSeconds(value)
                : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or SocketException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    [LoggerMessage(1901, LogLevel.Warning, "The clock of Development is moved; it is now {Now:u}.")]
    private partial void LogMoved(DateTimeOffset now);

    [LoggerMessage(1902, LogLevel.Information, "The clock at {Address} does not answer; time goes on from where it was.")]
    private partial void LogSilent(Uri address);
}
