using JsHrss.OpenId.Outgoing;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.LogoutTokens;

/// <summary>Sends logout tokens: the target is a relying party, so that a dead or slow one delays nobody else.</summary>
internal sealed class LogoutDispatcher(IOutbox outbox, LogoutDelivery delivery, ILogger<LogoutDispatcher> log) : OutboxDispatcher(outbox, LogoutNotice.Kind, AtMost, log)
{
    private const int AtMost = 64;

    /// <inheritdoc />
    protected override Task<TimeSpan?> DeliverAsync(OutboxMessage message, CancellationToken ct) => delivery.SendAsync(message, ct);
}
