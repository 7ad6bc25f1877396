using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.ClientKeys;

/// <summary>What is logged about the keys of clients.</summary>
internal static partial class ClientKeysLog
{
    [LoggerMessage(2101, LogLevel.Warning, "The keys at {Host} could not be fetched: {Reason}")]
    public static partial void KeysNotFetched(this ILogger log, string host, string reason);

    [LoggerMessage(2102, LogLevel.Warning, "The keys fetched from {Host} could not be kept; they are used from memory")]
    public static partial void KeysNotKept(this ILogger log, string host, Exception cause);

    [LoggerMessage(2103, LogLevel.Warning, "Of the keys at {Host} one is left out: {Reason}")]
    public static partial void KeyLeftOut(this ILogger log, string host, string reason);
}
