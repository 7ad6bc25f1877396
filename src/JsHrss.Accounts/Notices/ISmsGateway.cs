using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Notices;

/// <summary>Sends short messages. Never called while a transaction is open.</summary>
public interface ISmsGateway
{
    /// <summary>Whether this deployment has one. Where it has none, no message is queued.</summary>
    bool IsConnected { get; }

    /// <summary>Hands one message over.</summary>
    /// <param name="key">The message's own key, 32 hexadecimal digits: one that is handed over again, because the answer was lost, is sent once.</param>
    /// <param name="to">Whom.</param>
    /// <param name="text">What, signature included.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>What became of it; a dead or lying gateway is an answer too.</returns>
    ValueTask<SmsAnswer> SendAsync(string key, PhoneNumber to, string text, CancellationToken ct);
}

/// <summary>What a gateway said. Closed.</summary>
public abstract record SmsAnswer
{
    private SmsAnswer()
    {
    }

    /// <summary>It is the gateway's now.</summary>
    /// <param name="Message">The gateway's own key of it, for questions to its operator; null: none that can be shown.</param>
    public sealed record Accepted(string? Message) : SmsAnswer;

    /// <summary>It will never take this message: the number or text is not to its liking. Nothing is gained by a repetition.</summary>
    public sealed record Refused : SmsAnswer;

    /// <summary>Nothing, nothing to be believed, or too late; to be tried again. It may have arrived.</summary>
    public sealed record Unavailable : SmsAnswer;

    /// <summary>It was not asked, because it is left alone for a while or there is none: nothing left the house, and it was no try.</summary>
    public sealed record NotAsked : SmsAnswer;
}
