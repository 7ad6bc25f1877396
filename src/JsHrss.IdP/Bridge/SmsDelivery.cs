using System.Text.Json;
using System.Text.Json.Serialization;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Notices;
using JsHrss.IdP.Metrics;
using JsHrss.OpenId.Outgoing;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>Hands one short message to the gateway and settles it: accepted, refused, later again, given back unasked, or given up. No transaction is open while the gateway is asked.</summary>
internal sealed partial class SmsDelivery(IOutbox outbox, ISmsGateway gateway, ServerMeter meter, TimeProvider clock, ILogger<SmsDelivery> log)
{
    /// <summary>So long nothing is taken after the gateway was not asked; a little less than it is left alone.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private long _restsSince;

    /// <summary>Whether the gateway was not asked a moment ago: whatever is taken now would only be given back.</summary>
    public bool Rests => Interlocked.Read(ref _restsSince) is not 0 and var since && clock.GetElapsedTime(since) < Rest;

    /// <summary>Sends.</summary>
    /// <param name="message">Under lease.</param>
    /// <param name="ct">The server stops.</param>
    /// <returns>After how long it is due again; null: it is over.</returns>
    public async Task<TimeSpan?> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        if (ShortMessage.From(message.Payload.Span) is not { } sms)
        {
            await outbox.FinishAsync(message.Id, "unreadable", [new Change.Fact(FactCodes.NoticeUndelivered, "refused", "unreadable", null, null, null, null, null)], ct);
            Unreadable(message.Id);
            return null;
        }

        // It waited while nobody sent: what it says may not be so any more.
        if (clock.GetUtcNow() > sms.Until)
            return await OverAsync(message, sms, "given_up", ct);
        switch (await gateway.SendAsync(message.Id.ToString("N"), sms.To, sms.Text, ct))
        {
            case SmsAnswer.Accepted accepted:
                await outbox.FinishAsync(message.Id, "delivered", [], ct);
                meter.ShortMessage("accepted");
                Accepted(sms.About, message.Id, accepted.Message);
                return null;
            case SmsAnswer.Refused:
                return await OverAsync(message, sms, "refused", ct);
            case SmsAnswer.NotAsked:
                return await UnaskedAsync(message, sms, ct);
            default:
                return await LaterAsync(message, sms, ct);
        }
    }

    /// <summary>It was no try: it keeps its place and its number of tries, another node may send it, and an invitation can be withdrawn still.</summary>
    private async Task<TimeSpan?> UnaskedAsync(OutboxMessage message, ShortMessage sms, CancellationToken ct)
    {
        // Before it is given back, or it would be taken again at once.
        Interlocked.Exchange(ref _restsSince, Math.Max(1, clock.GetTimestamp()));
        await outbox.ReleaseAsync(message.Id, ct);
        Unasked(sms.About, message.Id);
        // A little more than the rest: whoever looks too early looks again much later.
        return Rest + TimeSpan.FromMilliseconds(200);
    }

    private async Task<TimeSpan?> LaterAsync(OutboxMessage message, ShortMessage sms, CancellationToken ct)
    {
        meter.ShortMessage("unavailable");
        var (now, pause) = (clock.GetUtcNow(), OutboxPause.After(message.Attempts));
        if (now + pause > sms.Until)
            return await OverAsync(message, sms, "given_up", ct);
        await outbox.PostponeAsync(message.Id, now + pause, ct);
        Postponed(sms.About, message.Id, message.Attempts + 1, pause);
        return pause;
    }

    private async Task<TimeSpan?> OverAsync(OutboxMessage message, ShortMessage sms, string result, CancellationToken ct)
    {
        var detail = JsonSerializer.SerializeToElement(new SmsUndelivered(sms.About, message.Id, message.Attempts), SmsUndeliveredJson.Default.SmsUndelivered);
        await outbox.FinishAsync(
            message.Id,
            result,
            [new Change.Fact(FactCodes.NoticeUndelivered, "refused", result, null, new SubjectId(sms.Person.ToString()), sms.Membership is { } membership ? new ContextId(membership.ToString()) : null, null, detail)],
            ct);
        meter.ShortMessage(result);
        Undelivered(sms.About, message.Id, result, message.Attempts);
        return null;
    }

    [LoggerMessage(5402, LogLevel.Information, "Short message {Message} ({About}) is the gateway's now, by its key {Key}")]
    private partial void Accepted(string about, Guid message, string? key);

    [LoggerMessage(5403, LogLevel.Warning, "Short message {Message} ({About}) could not be sent, attempt {Attempt}, again in {Pause}")]
    private partial void Postponed(string about, Guid message, int attempt, TimeSpan pause);

    [LoggerMessage(5406, LogLevel.Debug, "The gateway is left alone now; short message {Message} ({About}) waits")]
    private partial void Unasked(string about, Guid message);

    [LoggerMessage(5404, LogLevel.Error, "Short message {Message} ({About}) is never sent: {Result} after {Attempts} earlier attempts")]
    private partial void Undelivered(string about, Guid message, string result, int attempts);

    [LoggerMessage(5405, LogLevel.Error, "Short message {Message} cannot be read; it is over")]
    private partial void Unreadable(Guid message);
}

/// <summary>What the audit fact of a short message that was never sent says besides its person.</summary>
internal sealed record SmsUndelivered(string About, Guid Message, int Attempts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SmsUndelivered))]
internal sealed partial class SmsUndeliveredJson : JsonSerializerContext;
