using System.Collections.Immutable;

namespace JsHrss.Accounts.Signals;

/// <summary>The signals that were written, in the order of their commits.</summary>
public interface ISignals
{
    /// <summary>Signals are kept for so long; whoever reads less often has missed some.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Most signals of one page.</summary>
    const int Most = 1000;

    /// <summary>The next ones. A change that is committed later than another is never told before it, and none is passed over, however long its transaction ran.</summary>
    /// <param name="after">What the last page said to go on from; null: from the oldest that is kept.</param>
    /// <param name="most">1 to <see cref="Most"/>.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <returns>Null: <paramref name="after"/> is no text of ours.</returns>
    ValueTask<SignalPage?> ReadAsync(string? after, int most, CancellationToken ct);
}

/// <summary>Some signals, and where to go on.</summary>
/// <param name="Signals">In order; empty: there are no more now.</param>
/// <param name="Next">Opaque; names the place after these. After a backup was put back it leads to the oldest signal again, so that nothing is missed: what is known already is told by its key.</param>
public sealed record SignalPage(ImmutableArray<Signal> Signals, string Next);
