using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Protocol;

/// <summary>What the endpoints called by clients log: codes and reasons, never tokens, secrets or people.</summary>
internal static partial class ProtocolLog
{
    [LoggerMessage(2001, LogLevel.Information, "{Path} refused {Code}: {Reason}")]
    public static partial void Refused(this ILogger log, PathString path, string code, string reason);

    [LoggerMessage(2002, LogLevel.Error, "{Path} answered 503: the store is unavailable")]
    public static partial void StoreUnavailable(this ILogger log, PathString path, Exception cause);

    [LoggerMessage(2003, LogLevel.Error, "The host's claim {Claim} for {Target} was left out: the protocol itself sets it")]
    public static partial void ClaimRefused(this ILogger log, string claim, string target);
}
