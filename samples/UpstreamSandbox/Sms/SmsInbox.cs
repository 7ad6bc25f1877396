using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Sms;

/// <summary>One message.</summary>
internal sealed record Message(string Id, DateTimeOffset At, string To, string Text);

/// <summary>Takes messages as an SMS gateway would, and shows them instead of sending them.</summary>
internal sealed class SmsInbox
{
    private const int Kept = 200;
    private const string Former = "messages.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SandboxClock _clock;
    private readonly ConcurrentQueue<Message> _messages = new();
    private readonly ConcurrentDictionary<string, Message> _byKey = new(StringComparer.Ordinal);

    /// <summary>With what had been sent before the demonstration began, from <c>Data/</c>.</summary>
    public SmsInbox(SandboxClock clock, IHostEnvironment environment)
    {
        _clock = clock;
        var beside = Path.Combine(AppContext.BaseDirectory, "Data", Former);
        foreach (var former in JsonSerializer.Deserialize<FormerMessage[]>(File.ReadAllText(File.Exists(beside) ? beside : Path.Combine(environment.ContentRootPath, "Data", Former)), Json)!)
            _messages.Enqueue(new Message(RandomNumberGenerator.GetHexString(16, lowercase: true), clock.Local.AddDays(-former.DaysAgo), former.To, former.Text));
    }

    private sealed record FormerMessage(int DaysAgo, string To, string Text);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Message> Newest => [.. _messages.Reverse()];

    public JsonObject Accept(JsonObject question, Mood mood)
    {
        if (Jose.Text(question, "to") is not { Length: 11 } to || !to.All(char.IsAsciiDigit) || Jose.Text(question, "text") is not { Length: > 0 and <= 500 } text)
            return new JsonObject { ["result"] = "refused" };
        if (Jose.Text(question, "key") is not { Length: >= 16 and <= 64 } key)
            return new JsonObject { ["result"] = "refused" };
        var message = new Message(RandomNumberGenerator.GetHexString(16, lowercase: true), _clock.Local, to, text);
        // Who asks again with the same key did not hear our answer, and is told it again.
        var kept = _byKey.GetOrAdd(key, message);
        if (ReferenceEquals(kept, message))
            Keep(message);
        return new JsonObject { ["result"] = "accepted", ["message"] = kept.Id };
    }

    private void Keep(Message message)
    {
        _messages.Enqueue(message);
        while (_messages.Count > Kept)
            _messages.TryDequeue(out _);
        foreach (var (old, one) in _byKey)
        {
            if (message.At - one.At > TimeSpan.FromDays(1))
                _byKey.TryRemove(old, out _);
        }
    }

    public void Clear() => _messages.Clear();

    /// <summary><c>GET /sms/latest?to=</c>: for tests that read a code.</summary>
    public static IResult Latest(HttpContext context, SmsInbox inbox, string? to)
    {
        context.Response.Headers.CacheControl = "no-store";
        return inbox.Newest.FirstOrDefault(message => message.To == to) is { } message ? Results.Json(message) : Results.NotFound();
    }
}
