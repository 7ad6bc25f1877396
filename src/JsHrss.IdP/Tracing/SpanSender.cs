using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Threading.Channels;
using JsHrss.IdP.Metrics;

namespace JsHrss.IdP.Tracing;

/// <summary>Sends the spans of sampled requests to a collector, in the background and never at a request's cost: what does not fit into the queue, or cannot be sent at once, is dropped and counted.</summary>
internal sealed partial class SpanSender : BackgroundService
{
    public const int Capacity = 2048;
    private const int LargestBatch = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Activity> _queue = Channel.CreateBounded<Activity>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ActivityListener _listener;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = Patience };
    private readonly TracingOptions _options;
    private readonly ServerMeter _meter;
    private readonly ILogger<SpanSender> _log;
    private readonly string _version = typeof(SpanSender).Assembly.GetName().Version?.ToString() ?? "";
    private bool _isBroken;

    /// <param name="options">With an endpoint.</param>
    /// <param name="source">The host's own source of request spans; those of another host in this process are not ours.</param>
    /// <param name="meter">Counts what is dropped.</param>
    /// <param name="log">Told once when the collector fails and once when it is back.</param>
    public SpanSender(TracingOptions options, ActivitySource source, ServerMeter meter, ILogger<SpanSender> log)
    {
        (_options, _meter, _log) = (options, meter, log);
        _listener = new ActivityListener
        {
            ShouldListenTo = one => ReferenceEquals(one, source),
            Sample = (ref ActivityCreationOptions<ActivityContext> made) => IsSampled(made.TraceId) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.Recorded && !_queue.Writer.TryWrite(span))
                    _meter.TracesDropped("queue_full", 1);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public override void Dispose()
    {
        _listener.Dispose();
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Activity>(LargestBatch);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gather, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await SendWaitingAsync(batch);
            }
        }
        catch (OperationCanceledException)
        {
            // What the last requests left; this service is stopped after the listener.
            await SendWaitingAsync(batch);
        }
    }

    private async Task SendWaitingAsync(List<Activity> batch)
    {
        do
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var span))
                batch.Add(span);
            if (batch.Count > 0)
                await SendAsync(batch);
        }
        while (batch.Count == LargestBatch);
    }

    private async Task SendAsync(List<Activity> batch)
    {
        try
        {
            using var body = new ReadOnlyMemoryContent(OtlpJson.Write(batch, Environment.MachineName, _version));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.PostAsync(_options.Target, body);
            answer.EnsureSuccessStatusCode();
            if (_isBroken)
                SentAgain();
            _isBroken = false;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            _meter.TracesDropped("not_sent", batch.Count);
            if (!_isBroken)
                NotSent(failure.Message);
            _isBroken = true;
        }
    }

    // The last eight bytes are the random ones of W3C trace ids (Trace Context §3.2.2.3).
    private bool IsSampled(ActivityTraceId trace)
    {
        Span<byte> bytes = stackalloc byte[16];
        trace.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) >> 11 < _options.Ratio * (1L << 53);
    }

    [LoggerMessage(4111, LogLevel.Warning, "Spans cannot be sent and are dropped until the collector answers: {Reason}")]
    private partial void NotSent(string reason);

    [LoggerMessage(4112, LogLevel.Information, "The collector takes spans again")]
    private partial void SentAgain();
}
