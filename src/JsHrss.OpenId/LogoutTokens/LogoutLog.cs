using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.LogoutTokens;

/// <summary>What the back-channel logs: clients and references, never tokens or people.</summary>
internal static partial class LogoutLog
{
    [LoggerMessage(1201, LogLevel.Debug, "{Client} was told that a session ended, message {Message}")]
    public static partial void Delivered(this ILogger log, ClientId client, Guid message);

    [LoggerMessage(1202, LogLevel.Information, "{Client} could not be told that a session ended, message {Message}, attempt {Attempt}, again in {Pause}: {Failure}")]
    public static partial void Postponed(this ILogger log, ClientId client, Guid message, int attempt, TimeSpan pause, string failure);

    [LoggerMessage(1203, LogLevel.Warning, "{Client} was never told that a session ended, message {Message}, given up after {Attempts} attempts: {Failure}")]
    public static partial void GivenUp(this ILogger log, ClientId client, Guid message, int attempts, string failure);

    [LoggerMessage(1206, LogLevel.Error, "Message {Message} for {Client} cannot be read; it is over")]
    public static partial void Unreadable(this ILogger log, ClientId client, Guid message);

    [LoggerMessage(1207, LogLevel.Warning, "{Client} was never told that sessions ended: {Messages} messages that waited behind a failing one are past the horizon: {Failure}")]
    public static partial void RestGivenUp(this ILogger log, ClientId client, int messages, string failure);
}
