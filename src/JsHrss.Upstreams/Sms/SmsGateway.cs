using System.Text.Json.Nodes;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Upstreams.Signed;
using Microsoft.Extensions.Logging;

namespace JsHrss.Upstreams.Sms;

/// <summary>The gateway of short messages, asked by the wire that is ours (docs/upstreams.md, service <c>sms</c>).</summary>
internal sealed partial class SmsGateway(SignedServiceClient service, ILogger<SmsGateway> log) : ISmsGateway, IDisposable
{
    public const string Section = "Upstreams:Sms";
    public const string Service = "sms";

    private const string Send = "send";
    private const int LongestMessage = 64;

    public bool IsConnected => true;

    public async ValueTask<SmsAnswer> SendAsync(string key, PhoneNumber to, string text, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(to);
        var question = new JsonObject { ["key"] = key, ["to"] = to.Value, ["text"] = text };
        var (isAsked, said) = await service.TryAsync(Send, question, ct).ConfigureAwait(false);
        if (!isAsked)
            return new SmsAnswer.NotAsked();
        if (said is not { } answer)
            return new SmsAnswer.Unavailable();
        switch (SignedAnswer.TextOf(answer, "result"))
        {
            case "accepted":
                return new SmsAnswer.Accepted(Shown(SignedAnswer.TextOf(answer, "message"), to));
            case "refused":
                return new SmsAnswer.Refused();
            default:
                LogOther(Send);
                return new SmsAnswer.Unavailable();
        }
    }

    public void Dispose() => service.Dispose();

    /// <summary>The gateway's key of a message goes to the log: it is a short word, and does not hold the number.</summary>
    private static string? Shown(string? message, PhoneNumber to) =>
        message is { Length: > 0 and <= LongestMessage } && message.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !message.Contains(to.Value, StringComparison.Ordinal) ? message : null;

    [LoggerMessage(6121, LogLevel.Warning, "The gateway of short messages answered {Call} in a form that is not agreed.")]
    private partial void LogOther(string call);
}

/// <summary>No gateway is connected: nothing is queued here, and what other nodes queued is theirs to send.</summary>
internal sealed class NoSmsGateway : ISmsGateway
{
    public bool IsConnected => false;

    public ValueTask<SmsAnswer> SendAsync(string key, PhoneNumber to, string text, CancellationToken ct) => ValueTask.FromResult<SmsAnswer>(new SmsAnswer.NotAsked());
}
