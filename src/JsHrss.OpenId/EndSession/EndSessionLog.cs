using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.EndSession;

/// <summary>What sign-out logs: codes and clients, never hints, handles or people.</summary>
internal static partial class EndSessionLog
{
    [LoggerMessage(1101, LogLevel.Information, "Sign-out shown as an error page to the person, client {Client}, {Code}: {Reason}")]
    public static partial void Shown(this ILogger log, ClientId? client, string code, string reason);

    [LoggerMessage(1102, LogLevel.Debug, "Sign-out asked of the person, client {Client}, valid hint {Hinted}")]
    public static partial void Asked(this ILogger log, ClientId? client, bool hinted);

    [LoggerMessage(1103, LogLevel.Error, "Sign-out answered 503: the store is unavailable")]
    public static partial void StoreUnavailable(this ILogger log, Exception cause);
}
