using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Outgoing;

/// <summary>What every dispatcher logs: kinds, targets and references, never what a message says.</summary>
internal static partial class OutboxLog
{
    [LoggerMessage(1204, LogLevel.Error, "Message {Message} ({Kind}) for {Target} could not be sent; it is tried again when its lease ends")]
    public static partial void Failed(this ILogger log, string kind, Guid message, string target, Exception cause);

    [LoggerMessage(1205, LogLevel.Error, "The outbox could not be read for {Kind}; it is asked again shortly")]
    public static partial void OutboxUnavailable(this ILogger log, string kind, Exception cause);
}
