using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>
/// Puts committed facts under seals: a closed range of commits, its Merkle root, and the hash of the seal before. It runs after the facts' own transactions, because a chain inside
/// them would make every writer wait for every other. Nothing that is served waits for it.
/// </summary>
internal sealed class AuditSealer(IHallDatabase database, AuditMac mac, Leases leases, SealMeter meter, TimeProvider clock) : IAuditEpochs
{
    /// <summary>A seal is closed at so many facts; one transaction's facts are never divided.</summary>
    public const int MostFacts = 10_000;

    /// <summary>The first epoch.</summary>
    public const int FirstEpoch = 1;

    private const string Job = "audit-seal";

    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(15);

    /// <summary>Seals what can be sealed now, if no other node is at it.</summary>
    /// <returns>Facts sealed.</returns>
    public async ValueTask<int> RunAsync(CancellationToken ct)
    {
        var total = 0;
        while (await LookAsync(ct).ConfigureAwait(false) is { Waits: true } state)
        {
            if (!await leases.TakeAsync(Job, LeaseLength, clock.GetUtcNow(), ct).ConfigureAwait(false))
                return total;
            if (await MakeAsync(state, ct).ConfigureAwait(false) is not { } seal)
                return total; // the facts that wait may still be joined by others of their time
            if (await database.WriteAsync(write => SealTable.Insert(write, seal), ct).ConfigureAwait(false))
            {
                meter.Sealed(seal.Count);
                total += seal.Count;
            }
        }

        return total;
    }

    public async ValueTask<long> BeginAsync(CancellationToken ct)
    {
        while (true)
        {
            var (last, horizon) = await database.ReadAsync(static statements => (SealTable.Last(statements), SealTable.Horizon(statements)), ct).ConfigureAwait(false);
            var from = last?.ToTx ?? 0;
            // A dump that was loaded into a new cluster: what is told from now on would fall into ranges that are closed.
            if (database.Dialect == Dialect.SqlServer && horizon < from)
                throw new InvalidOperationException($"Row versions of this SQL Server database ({horizon}) are below the sealed ones ({from}): it was copied and not restored. Restore a backup made by SQL Server, which keeps them.");
            if (database.Dialect == Dialect.PostgreSql && horizon < from)
                throw new InvalidOperationException($"Transaction numbers of this PostgreSQL ({horizon}) are below the sealed ones ({from}). Stop it, run pg_resetwal --epoch={(from >> 32) + 1} on its data folder, start it, and run this again.");
            var seal = Seal(last, (last?.Epoch ?? FirstEpoch) + 1, (from, from), 0, new MerkleTree().Root);
            if (await database.WriteAsync(write => SealTable.Insert(write, seal), ct).ConfigureAwait(false))
                return seal.Number;
        }
    }

    private async ValueTask<SealState> LookAsync(CancellationToken ct)
    {
        var (last, waitsSince, horizon) = await database.ReadAsync(
            static statements =>
            {
                // The horizon before the facts: what stands below it is then visible.
                var horizon = SealTable.Horizon(statements);
                var last = SealTable.Last(statements);
                return (last, SealTable.OldestFrom(statements, last?.ToTx ?? 0), horizon);
            },
            ct).ConfigureAwait(false);
        meter.Waits(waitsSince);
        return new SealState(last, horizon, waitsSince is not null);
    }

    private async ValueTask<AuditSealRow?> MakeAsync(SealState state, CancellationToken ct)
    {
        var from = state.Last?.ToTx ?? 0;
        var facts = new FactCursor(database, from, state.Horizon);
        var (tree, to) = (new MerkleTree(), from);
        while (await facts.TakeBelowAsync(tree.Count < MostFacts ? long.MaxValue : to, ct).ConfigureAwait(false) is { } fact)
        {
            tree.Add(FactBytes.Leaf(fact.Row));
            to = fact.Row.Tx + 1;
        }

        return tree.Count == 0 ? null : Seal(state.Last, state.Last?.Epoch ?? FirstEpoch, (from, to), checked((int)tree.Count), tree.Root);
    }

    private AuditSealRow Seal(AuditSealRow? last, int epoch, (long From, long To) range, int count, byte[] root)
    {
        var open = new AuditSealRow
        {
            Number = (last?.Number ?? 0) + 1,
            Epoch = epoch,
            FromTx = range.From,
            ToTx = range.To,
            Count = count,
            MerkleRoot = root,
            PreviousHash = last?.Hash ?? SealHash.BeforeFirst,
            Hash = [],
            MacAlgorithm = mac.Algorithm,
            MacKeyVersion = mac.SealKeyVersion,
            Mac = [],
            At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var hash = SealHash.Of(open);
        return open.With(hash, mac.OfSeal(hash, open.MacKeyVersion));
    }

    private readonly record struct SealState(AuditSealRow? Last, long Horizon, bool Waits);
}
