using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Upstreams.Outgoing;
using Microsoft.Extensions.Logging;

namespace JsHrss.Upstreams.Signed;

/// <summary>Asks one service of the wire that is ours: signs what goes out, believes only what answers it. One instance a service, so that each rests by itself.</summary>
internal sealed partial class SignedServiceClient(SignedServiceOptions options, SignedServiceKeys keys, TimeProvider time, ILogger<SignedServiceClient> log) : IDisposable
{
    /// <summary>Bytes of an answer: the longest, a person's units, are a few hundred bytes each.</summary>
    public const int MaxLength = 256 * 1024;

    private const string MediaType = "application/jose";

    private readonly Uri _address = new(options.Address);
    private readonly HttpMessageInvoker _network = new(UpstreamHandler.Create(options.Patience));
    private readonly Breaker _breaker = new(time);

    /// <summary>One call. A dead or lying service is an answer, too: null (case FT-14).</summary>
    /// <param name="call">Address of the call within the service.</param>
    /// <param name="claims">What is asked.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The answer's claims, <c>result</c> among them and not <c>error</c>.</returns>
    public async Task<JsonElement?> AskAsync(string call, JsonObject claims, CancellationToken ct) => (await TryAsync(call, claims, ct).ConfigureAwait(false)).Answer;

    /// <summary>One call, for whoever must know whether anything left the house.</summary>
    /// <param name="call">Address of the call within the service.</param>
    /// <param name="claims">What is asked.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Whether it was asked, false while it is left alone; and the answer as <see cref="AskAsync"/> gives it.</returns>
    public async Task<(bool IsAsked, JsonElement? Answer)> TryAsync(string call, JsonObject claims, CancellationToken ct)
    {
        if (!_breaker.MayCall())
            return (false, null);
        using var patience = new CancellationTokenSource(options.Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var answer = await SendAsync(call, SignedQuestion.Of(options, claims, time.GetUtcNow(), keys), either.Token).ConfigureAwait(false);
            _breaker.Tell(answer is not null);
            return (true, answer);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _breaker.Withdraw();
            throw;
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            _breaker.Tell(answered: false);
            LogUnusable(options.Service, call, failure is OperationCanceledException ? "too_slow" : "unreachable");
            return (true, null);
        }
        catch
        {
            // A fault of ours, perhaps; the call is over all the same, and the next one may be tried.
            _breaker.Tell(answered: false);
            throw;
        }
    }

    public void Dispose() => _network.Dispose();

    private async Task<JsonElement?> SendAsync(string call, SignedQuestion question, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, call)) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(question.Text)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        using var response = await _network.SendAsync(request, ct).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            return Unusable(call, $"status_{(int)response.StatusCode}");
        if (await LimitedBody.ReadAsync(response.Content, MaxLength, ct).ConfigureAwait(false) is not { } body)
            return Unusable(call, "too_long");
        var (claims, fault) = SignedAnswer.Judge(body, question.Id, options, time.GetUtcNow(), keys);
        if (claims is { } believed)
            return SignedAnswer.TextOf(believed, "result") is { Length: > 0 } result && result != "error" ? believed : Unusable(call, "error");
        if (fault == AnswerFault.Garbage)
            return Unusable(call, "garbage");
        LogForged(options.Service, call, fault, options.Section);
        return null;
    }

    private JsonElement? Unusable(string call, string reason)
    {
        LogUnusable(options.Service, call, reason);
        return null;
    }

    [LoggerMessage(6101, LogLevel.Warning, "Service {Service} gave no usable answer to {Call}: {Reason}.")]
    private partial void LogUnusable(string service, string call, string reason);

    [LoggerMessage(6102, LogLevel.Error, "An answer to {Call} is not {Service}'s to this question: {Fault}. Either a key or name in {Section} is wrong, or somebody stands between.")]
    private partial void LogForged(string service, string call, AnswerFault fault, string section);
}
