using System.Text.Json;
using JsHrss.OpenId.Outgoing;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.LogoutTokens;

/// <summary>Sends one message to one relying party and settles it: delivered, later again, or given up.</summary>
internal sealed class LogoutDelivery(
    IOutbox outbox, IClientRegistry clients, LogoutTokenFactory tokens, LogoutPost post, TimeProvider clock, IOptions<OpenIdProviderOptions> options, ILogger<LogoutDelivery> log)
{
    /// <summary>Sends.</summary>
    /// <param name="message">Under lease.</param>
    /// <param name="ct">The server stops: the lease ends by itself, and the message is sent after the start.</param>
    /// <returns>After how long it is due again; null: it is over.</returns>
    public async Task<TimeSpan?> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var client = new ClientId(message.Target);
        if (NoticeOf(message) is not { } notice)
        {
            // Left under its lease it would come back for ever and hold up whatever else this client waits for.
            await outbox.FinishAsync(message.Id, "unreadable", [new Change.Fact("logout.undelivered", "refused", "unreadable", null, null, null, client, null)], ct).ConfigureAwait(false);
            log.Unreadable(client, message.Id);
            return null;
        }

        // The registration of now counts: an address given up since may belong to somebody else today.
        if (await clients.FindAsync(client, ct).ConfigureAwait(false) is not { BackchannelLogoutUri: { } address } registered)
            return await GiveUpAsync(message, notice, "not registered any more", ct).ConfigureAwait(false);
        if (await post.FailureAsync(address, tokens.Create(registered, notice), ct).ConfigureAwait(false) is not { } failure)
        {
            await outbox.FinishAsync(message.Id, "delivered", [], ct).ConfigureAwait(false);
            log.Delivered(client, message.Id);
            return null;
        }

        var (pause, now) = (OutboxPause.After(message.Attempts), clock.GetUtcNow());
        var again = now + pause;
        await GiveUpRestAsync(client, now - options.Value.BackchannelLogoutHorizon, failure, ct).ConfigureAwait(false);
        if (again > notice.EndedAt + options.Value.BackchannelLogoutHorizon)
            return await GiveUpAsync(message, notice, failure, ct).ConfigureAwait(false);
        await outbox.PostponeAsync(message.Id, again, ct).ConfigureAwait(false);
        log.Postponed(client, message.Id, message.Attempts + 1, pause, failure);
        return pause;
    }

    /// <summary>While one message is tried again and again the others of its client wait behind it: what is past the horizon goes without a try of its own.</summary>
    private async Task GiveUpRestAsync(ClientId client, DateTimeOffset horizon, string failure, CancellationToken ct)
    {
        Change.Fact Fact(int messages) => new(
            "logout.undelivered", "refused", "given_up", null, null, null, client, JsonSerializer.SerializeToElement(new LogoutsGivenUp(messages, failure), LogoutGivenUpJson.Default.LogoutsGivenUp));

        if (await outbox.GiveUpAsync(LogoutNotice.Kind, client.Value, horizon, Fact, ct).ConfigureAwait(false) is var messages and > 0)
            log.RestGivenUp(client, messages, failure);
    }

    private static LogoutNotice? NoticeOf(OutboxMessage message)
    {
        try
        {
            return LogoutNotice.From(message.Payload);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<TimeSpan?> GiveUpAsync(OutboxMessage message, LogoutNotice notice, string failure, CancellationToken ct)
    {
        var client = new ClientId(message.Target);
        var detail = JsonSerializer.SerializeToElement(new LogoutGivenUp(message.Id, message.Attempts + 1, failure), LogoutGivenUpJson.Default.LogoutGivenUp);
        await outbox.FinishAsync(
            message.Id, "given_up", [new Change.Fact("logout.undelivered", "refused", "given_up", null, notice.Subject, null, client, detail)], ct).ConfigureAwait(false);
        log.GivenUp(client, message.Id, message.Attempts + 1, failure);
        return null;
    }
}
