using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Authorization;

/// <summary>What the authorization endpoint logs: codes and reasons, never parameters, handles or people.</summary>
internal static partial class AuthorizationLog
{
    [LoggerMessage(1001, LogLevel.Information, "Authorization of {Client} refused {Code}: {Reason}")]
    public static partial void Refused(this ILogger log, ClientId client, string code, string reason);

    [LoggerMessage(1002, LogLevel.Information, "Authorization shown as an error page to the person, client {Client}, {Code}: {Reason}")]
    public static partial void Shown(this ILogger log, ClientId? client, string code, string reason);

    [LoggerMessage(1003, LogLevel.Debug, "Authorization of {Client} needs the page {Page}: {Reason}")]
    public static partial void PageNeeded(this ILogger log, ClientId client, string page, string reason);

    [LoggerMessage(1004, LogLevel.Error, "Authorization answered 503: the store is unavailable")]
    public static partial void StoreUnavailable(this ILogger log, Exception cause);
}
