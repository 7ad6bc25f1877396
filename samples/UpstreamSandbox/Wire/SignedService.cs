using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using UpstreamSandbox.Clock;

namespace UpstreamSandbox.Wire;

/// <summary>Our own wire (docs/upstreams.md): a signed question, a signed answer that names the question.</summary>
internal sealed class SignedService(ServiceKeys keys, SandboxClock clock, Moods moods, CallLog log)
{
    private const int MaxLength = 16 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    /// <summary>Answers one question.</summary>
    /// <param name="context">The request: a compact JWS, <c>application/jose</c>.</param>
    /// <param name="upstream">Which service; the <c>aud</c> of the question.</param>
    /// <param name="answer">The result's members for the question's.</param>
    public async Task AnswerAsync(HttpContext context, string upstream, Func<JsonObject, Mood, JsonObject> answer)
    {
        var mood = moods[upstream];
        if (await Misbehaviour.ActAsync(context, mood))
        {
            log.Add(upstream, context.Request.Path, Moods.Describe(mood).Name);
            return;
        }

        if (await ReadAsync(context.Request) is not { } question || Fault(question, upstream) is not null)
        {
            log.Add(upstream, context.Request.Path, "拒绝：签名、时间或编号不对");
            await Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        var result = mood == Mood.SystemError ? new JsonObject { ["result"] = "error" } : answer(question, mood);
        log.Add(upstream, context.Request.Path, Jose.Text(result, "result") ?? "?");
        await Results.Content(Sign(context.Request.Path, question, upstream, result, mood), "application/jose").ExecuteAsync(context);
    }

    private string Sign(string path, JsonObject question, string upstream, JsonObject result, Mood mood)
    {
        if (mood == Mood.Replay && _last.TryGetValue(path, out var before))
            return before;
        result["iss"] = upstream;
        result["aud"] = Jose.Text(question, "iss");
        result["in_reply_to"] = Jose.Text(question, "jti");
        result["iat"] = clock.GetUtcNow().ToUnixTimeSeconds();
        var signed = Jose.Write("jshrss-upstream-answer+jwt", result, text => keys.Sign(text, asStranger: mood == Mood.WrongSignature));
        if (mood == Mood.Normal)
            _last[path] = signed;
        return signed;
    }

    private static async Task<string?> BodyAsync(HttpRequest request)
    {
        if (request.ContentType != "application/jose" || request.ContentLength is null or > MaxLength)
            return null;
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private async Task<JsonObject?> ReadAsync(HttpRequest request) =>
        await BodyAsync(request) is { } body ? Jose.Read(body, "jshrss-upstream-question+jwt", keys.IsClients) : null;

    private string? Fault(JsonObject question, string upstream)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _seen)
        {
            if (now - at > 2 * Skew)
                _seen.TryRemove(old, out _);
        }

        if (Jose.Text(question, "aud") != upstream)
            return "aud";
        if (question["iat"] is not JsonValue value || !value.TryGetValue<long>(out var at0) || Math.Abs(now.ToUnixTimeSeconds() - at0) > Skew.TotalSeconds)
            return "iat";
        return Jose.Text(question, "jti") is { Length: >= 16 and <= 64 } id && _seen.TryAdd(id, now) ? null : "jti";
    }
}
