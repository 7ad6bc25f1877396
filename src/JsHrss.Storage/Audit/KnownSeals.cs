using System.Collections.Immutable;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>Seals that were copied or written down elsewhere, held against those of the database: so that the newest ones cannot be cut off, nor all of them made anew.</summary>
/// <param name="known">In the order of their numbers.</param>
/// <param name="restoredAt">The seal that began an epoch by a restore that whoever asks knows of; copies of later seals of the epoch before are replaced by it.</param>
internal sealed class KnownSeals(IAsyncEnumerable<KnownSeal> known, long? restoredAt) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<KnownSeal> copies = known.GetAsyncEnumerator();
    private KnownSeal? next;
    private bool begun;

    /// <summary>Copies that a declared restore replaced.</summary>
    public long Replaced { get; private set; }

    /// <summary>Holds a seal of the database against its copies; null: they agree.</summary>
    public async ValueTask<AuditFinding?> HoldAsync(AuditSealRow seal)
    {
        while (await PeekAsync().ConfigureAwait(false) is { } copy && copy.Number <= seal.Number)
        {
            if (copy.Number == seal.Number && !seal.Hash.AsSpan().SequenceEqual(copy.Hash.Span) && !IsReplaced(copy, seal.Epoch))
            {
                return new AuditFinding(AuditFault.SealNotTheKnown, seal.Number, null, null, copy.Epoch < seal.Epoch
                    ? $"seal {seal.Number} is not the one that was written down: that one is of epoch {copy.Epoch}, this one of {seal.Epoch}. The database was put back from a backup; who knows of that says --restored with the number of the seal that began the epoch"
                    : $"seal {seal.Number} is not the one that was written down");
            }

            next = null; // copies from before the first seal walked are not asked for
        }

        return null;
    }

    /// <summary>What was written down beyond the newest seal of the database; null: nothing.</summary>
    public async ValueTask<AuditFinding?> EndAsync(AuditSealRow? last)
    {
        while (await PeekAsync().ConfigureAwait(false) is { } copy)
        {
            if (!IsReplaced(copy, last?.Epoch ?? 0))
            {
                return new AuditFinding(AuditFault.SealMissing, copy.Number, null, null, last is null
                    ? $"seal {copy.Number} was written down; the database holds no seal"
                    : $"seal {copy.Number} was written down; the database ends at seal {last.Number}: the newest seals were cut off, or an older state was put back");
            }

            next = null;
        }

        return null;
    }

    public ValueTask DisposeAsync() => copies.DisposeAsync();

    private bool IsReplaced(KnownSeal copy, int epoch)
    {
        var replaced = restoredAt is { } seal && copy.Number >= seal && copy.Epoch < epoch;
        if (replaced)
            Replaced++;
        return replaced;
    }

    private async ValueTask<KnownSeal?> PeekAsync()
    {
        if (next is not null)
            return next;
        var before = begun ? lastNumber : 0;
        begun = true;
        if (!await copies.MoveNextAsync().ConfigureAwait(false))
            return null;
        next = copies.Current;
        if (next.Number < before)
            throw new InvalidOperationException($"The copy of the seals is not in order: {next.Number} comes after {before}.");
        lastNumber = next.Number;
        return next;
    }

    private long lastNumber;
}
