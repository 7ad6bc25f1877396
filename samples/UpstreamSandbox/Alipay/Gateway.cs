using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Alipay;

/// <summary><c>/gateway.do</c>: checks our signature as the platform does, signs as the platform does, and misbehaves as it was told.</summary>
internal sealed class Gateway(AlipayKeyFiles keys, FaceCalls face, FaceBills bills, SandboxClock clock, Moods moods, CallLog log)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The last success of each method, for replays.</summary>
    private readonly ConcurrentDictionary<string, string> _last = new(StringComparer.Ordinal);

    public async Task AnswerAsync(HttpContext context)
    {
        var request = await GatewayRequest.ReadAsync(context.Request);
        var fault = request.Fault(keys, clock);
        // The page of a face check: a phone opens it, the application's server never does.
        if (request.Method == FaceCalls.Certify)
        {
            log.Add(Moods.Alipay, request.Method, fault ?? "打开页面");
            await Page(request, fault).ExecuteAsync(context);
            return;
        }

        var mood = moods[Moods.Alipay];
        if (await Misbehaviour.ActAsync(context, mood))
        {
            log.Add(Moods.Alipay, Named(request.Method), Moods.Describe(mood).Name);
            return;
        }

        var node = fault is null ? face.Answer(request.Method, request.Content()!.Value) : FaceCalls.Failure(fault, "无效请求", "40002");
        if (mood == Mood.SystemError)
            node = FaceCalls.Failure("isp.unknow-error", "系统繁忙", "20000");
        log.Add(Moods.Alipay, Named(request.Method), $"{node.GetValueOrDefault("sub_code") ?? (node.TryGetValue("passed", out var passed) ? $"passed={passed}" : "成功")}{(mood == Mood.Normal ? "" : $"（{Moods.Describe(mood).Name}）")}");
        await Results.Content(Body(request.Method, node, mood), "text/html;charset=utf-8").ExecuteAsync(context);
    }

    private string Body(string method, Dictionary<string, string> node, Mood mood)
    {
        var name = method.Replace('.', '_') + "_response";
        var success = node["code"] == "10000";
        var text = JsonSerializer.Serialize(node, Json);
        if (mood == Mood.Replay && _last.TryGetValue(method, out var before))
            return before;
        if (mood == Mood.UnsignedError)
            return """{"error_response":{"code":"20000","msg":"Service Currently Unavailable","sub_code":"isp.unknow-error","sub_msg":"系统繁忙"}}""";
        if (mood == Mood.UnsignedSuccess)
            return Wrap(name, text, null);
        var sign = keys.Sign(Encoding.UTF8.GetBytes(text), asStranger: mood == Mood.WrongSignature);
        if (mood == Mood.EscapedSlashes)
        {
            // Something must hold a slash for it to be escaped.
            node["url"] = "https://render.alipay.example/p/face";
            text = JsonSerializer.Serialize(node, Json);
            sign = keys.Sign(Encoding.UTF8.GetBytes(text), asStranger: false);
            return Wrap(name, text.Replace("/", "\\/", StringComparison.Ordinal), sign);
        }

        if (mood == Mood.DuplicateNode)
            return $"{{\"{name}\":{text},\"sign\":\"{sign}\",\"{name}\":{{\"code\":\"10000\",\"msg\":\"Success\",\"passed\":\"T\",\"certify_id\":\"forged\"}}}}";
        var body = Wrap(name, text, sign);
        if (success && mood == Mood.Normal)
            _last[method] = body;
        return body;
    }

    private static string Wrap(string name, string node, string? sign) =>
        sign is null ? $"{{\"{name}\":{node}}}" : $"{{\"{name}\":{node},\"sign\":\"{sign}\"}}";

    private IResult Page(GatewayRequest request, string? fault)
    {
        if (fault is not null || FaceCalls.Text(request.Content()!.Value, "certify_id") is not { } id || bills.Find(id) is null)
            return Results.LocalRedirect("/alipay/face/unknown");
        bills.Move(id, BillState.Looking);
        return Results.LocalRedirect($"/alipay/face/{id}");
    }

    private static string Named(string method) => method.Length is > 0 and < 80 && method.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_') ? method : "（无方法名）";
}
