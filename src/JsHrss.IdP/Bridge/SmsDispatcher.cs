using JsHrss.Accounts.Notices;
using JsHrss.OpenId.Outgoing;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>Sends short messages from the outbox. The target is a number: to one number they go in order, and one that does not go holds up that number alone.</summary>
internal sealed partial class SmsDispatcher(IOutbox outbox, SmsDelivery delivery, ISmsGateway gateway, ILogger<SmsDispatcher> log) : OutboxDispatcher(outbox, ShortMessage.OutboxKind, AtMost, log)
{
    /// <summary>There is one gateway: more at once would only wait for it together.</summary>
    private const int AtMost = 8;

    /// <summary>Twice the longest time that a gateway may be given.</summary>
    protected override TimeSpan Lease { get; } = TimeSpan.FromMinutes(1);

    /// <summary>A node without a gateway leaves alone what another may send: it gives up and erases what is too old for anybody.</summary>
    protected override TimeSpan DueSince { get; } = gateway.IsConnected ? TimeSpan.Zero : Notice.SentWithin;

    /// <inheritdoc />
    protected override bool Rests => delivery.Rests;

    /// <summary>The digest of a number follows a person through the log: it is not shown.</summary>
    protected override string Shown(string target) => "a number";

    /// <summary>What a node without a gateway looks for is in no hurry.</summary>
    protected override TimeSpan LookEvery { get; } = gateway.IsConnected ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!gateway.IsConnected)
            NotConnected();
        return base.ExecuteAsync(stoppingToken);
    }

    protected override Task<TimeSpan?> DeliverAsync(OutboxMessage message, CancellationToken ct) => delivery.SendAsync(message, ct);

    [LoggerMessage(5401, LogLevel.Information, "No gateway for short messages is connected (Upstreams:Sms:Enabled): nobody is told by short message of changes made on this node, and none is queued or sent here")]
    private partial void NotConnected();
}
