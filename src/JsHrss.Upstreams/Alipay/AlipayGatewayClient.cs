using System.Net;
using JsHrss.Upstreams.Outgoing;
using Microsoft.Extensions.Logging;

namespace JsHrss.Upstreams.Alipay;

/// <summary>Calls Alipay's gateway: signs what goes out, believes only what is signed when it comes back (domain §2.2, §2.3).</summary>
internal sealed partial class AlipayGatewayClient(AlipayOptions options, AlipayKeys keys, TimeProvider time, ILogger<AlipayGatewayClient> log) : IDisposable
{
    /// <summary>Bytes of an answer. No call of ours is answered with pictures.</summary>
    public const int MaxLength = 64 * 1024;

    private readonly Uri _gateway = new(options.Gateway);
    private readonly HttpMessageInvoker _network = new(UpstreamHandler.Create(options.Patience));
    private readonly Breaker _breaker = new(time);

    /// <summary>One call from server to server. A dead or lying gateway is an answer, too (case FT-14).</summary>
    public async Task<GatewayAnswer> CallAsync(string method, object content, CancellationToken ct)
    {
        if (!_breaker.MayCall())
            return new GatewayAnswer.Unusable("resting");
        using var patience = new CancellationTokenSource(options.Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var answer = await SendAsync(SignedRequest.For(options.AppId, method, content, time.GetUtcNow(), keys), either.Token).ConfigureAwait(false);
            _breaker.Tell(answer is not GatewayAnswer.Unusable { Reason: not "unsigned_error" });
            return answer;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _breaker.Withdraw();
            throw;
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            _breaker.Tell(answered: false);
            return Unusable(method, failure is OperationCanceledException ? "too_slow" : "unreachable");
        }
        catch
        {
            // A fault of ours, perhaps; the call is over all the same, and the next one may be tried.
            _breaker.Tell(answered: false);
            throw;
        }
    }

    /// <summary>The signed address of a page of Alipay's. Made here; nothing is sent.</summary>
    public Uri PageFor(string method, object content) =>
        SignedRequest.For(options.AppId, method, content, time.GetUtcNow(), keys).ToUrl(_gateway);

    public void Dispose() => _network.Dispose();

    private async Task<GatewayAnswer> SendAsync(SignedRequest signed, CancellationToken ct)
    {
        // The charset is told in the address, because it says how to read the body.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{_gateway}?charset=utf-8")) { Content = signed.ToForm() };
        using var response = await _network.SendAsync(request, ct).ConfigureAwait(false);
        // The gateway tells its own errors with 200; anything else comes from something before it.
        if (response.StatusCode != HttpStatusCode.OK)
            return Unusable(signed.Method, $"status_{(int)response.StatusCode}");
        if (await LimitedBody.ReadAsync(response.Content, MaxLength, ct).ConfigureAwait(false) is not { } body)
            return Unusable(signed.Method, "too_long");
        var (answer, fault) = ResponseCheck.Judge(body, signed.Method, keys);
        if (fault is ResponseFault.WrongSignature or ResponseFault.DuplicateNode or ResponseFault.Unsigned)
            LogForged(signed.Method, fault);
        else if (answer is GatewayAnswer.Unusable unusable)
            LogUnusable(signed.Method, unusable.Reason);
        else if (answer is GatewayAnswer.Refused refused)
            LogRefused(signed.Method, Plain(refused.Code), Plain(refused.SubCode));
        return answer;
    }

    private GatewayAnswer.Unusable Unusable(string method, string reason)
    {
        LogUnusable(method, reason);
        return new GatewayAnswer.Unusable(reason);
    }

    /// <summary>Codes are words; whatever else stands there is not written into a log.</summary>
    private static string Plain(string code) => code.Length <= 64 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? code : "unreadable";

    [LoggerMessage(6001, LogLevel.Warning, "Alipay gave no usable answer to {Method}: {Reason}.")]
    private partial void LogUnusable(string method, string reason);

    [LoggerMessage(6002, LogLevel.Error, "An answer to {Method} is not Alipay's: {Fault}. Either the key in Alipay:GatewayKeyFile is wrong, or somebody stands between.")]
    private partial void LogForged(string method, ResponseFault fault);

    [LoggerMessage(6003, LogLevel.Information, "Alipay refused {Method}: {Code} {SubCode}.")]
    private partial void LogRefused(string method, string code, string subCode);
}
