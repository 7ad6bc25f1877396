using System.Collections.Immutable;

namespace JsHrss.OpenId.Ports;

/// <summary>Messages that were written in the transaction of what they tell, and wait to be sent. At least once: a receiver must bear a repetition.</summary>
public interface IOutbox
{
    /// <summary>
    /// Takes messages that are due, under a lease: nobody else gets them until it ends. At most one a target, so that a dead receiver holds up only itself; a message that was postponed
    /// holds back all others of its target until it is due, and goes first then. A message that cannot be read any more is finished as <c>unreadable</c> and not given out.
    /// </summary>
    /// <param name="kind">Which messages, for instance <c>backchannel_logout</c>.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="lease">How long sending may take.</param>
    /// <param name="dueSince">Only what has been due for so long; zero: all that is due.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<ImmutableArray<OutboxMessage>> TakeAsync(string kind, int max, TimeSpan lease, TimeSpan dueSince, CancellationToken ct);

    /// <summary>All that is due.</summary>
    /// <param name="kind">Which messages.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="lease">How long sending may take.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<ImmutableArray<OutboxMessage>> TakeAsync(string kind, int max, TimeSpan lease, CancellationToken ct) => TakeAsync(kind, max, lease, TimeSpan.Zero, ct);

    /// <summary>It is over. The payload is erased.</summary>
    /// <param name="id">Which.</param>
    /// <param name="result"><c>delivered</c>, <c>given_up</c>, <c>unreadable</c>, or a word of the host's for its own kinds.</param>
    /// <param name="facts">Audit facts in the same transaction; empty normally.</param>
    /// <param name="ct">Cancels the write.</param>
    ValueTask FinishAsync(Guid id, string result, ImmutableArray<Change.Fact> facts, CancellationToken ct);

    /// <summary>It failed and is tried again later; until then nothing goes to its target.</summary>
    ValueTask PostponeAsync(Guid id, DateTimeOffset notBefore, CancellationToken ct);

    /// <summary>It was not tried at all: the lease is given back, and the message keeps its place and its number of tries. Whoever does so lets some time go before taking again.</summary>
    ValueTask ReleaseAsync(Guid id, CancellationToken ct);

    /// <summary>Gives up, as <c>given_up</c>, what waits for a target since so long that nobody gains by hearing it. What is under lease or was tried itself is left to whoever tries it.</summary>
    /// <param name="kind">Which messages.</param>
    /// <param name="target">Whose.</param>
    /// <param name="dueUntil">Those that were due at this instant or before, UTC.</param>
    /// <param name="fact">The audit fact about so many of them, written in the transaction that gives them up.</param>
    /// <param name="ct">Cancels between two batches.</param>
    /// <returns>How many.</returns>
    ValueTask<int> GiveUpAsync(string kind, string target, DateTimeOffset dueUntil, Func<int, Change.Fact> fact, CancellationToken ct);

    /// <summary>Returns at once when this node writes a message of a kind, else after so long. It may return for nothing. One waits for each kind.</summary>
    ValueTask WaitAsync(string kind, TimeSpan atMost, CancellationToken ct);
}

/// <summary>A message under lease.</summary>
/// <param name="Id">Its key; receivers may see it as an identifier of the message.</param>
/// <param name="Target">For whom.</param>
/// <param name="Payload">The writer's own serialization.</param>
/// <param name="Attempts">How often it was tried before.</param>
public sealed record OutboxMessage(Guid Id, string Target, ReadOnlyMemory<byte> Payload, int Attempts);
