using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>Copies seals and facts into files that leave this machine. What was copied cannot be undone here.</summary>
public interface IAuditExporter
{
    /// <summary>Adds what was sealed since the last run to a folder; the first run begins the folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="since">Only for a new folder: from the first seal made at this instant or later; null: from the first one.</param>
    /// <param name="ct">Cancels; the parts written so far stand, and the next run goes on from there.</param>
    /// <exception cref="InvalidOperationException">The folder tells another history than this database, or facts that should be there are not.</exception>
    ValueTask<AuditExported> ExportAsync(string folder, DateTimeOffset? since, CancellationToken ct);
}

/// <summary>What a run added.</summary>
/// <param name="Seals">Seals.</param>
/// <param name="Facts">Facts.</param>
/// <param name="Parts">Parts of the export, two files each.</param>
/// <param name="Last">The newest seal in the folder; null: nothing was ever sealed.</param>
public sealed record AuditExported(long Seals, long Facts, int Parts, KnownSeal? Last);

internal sealed class AuditExporter(IHallDatabase database) : IAuditExporter
{
    private const int SealsAtOnce = 500;

    /// <summary>A part ends at the first seal that reaches one of these.</summary>
    private const int FactsOfPart = 100_000;
    private const int SealsOfPart = 20_000;

    public async ValueTask<AuditExported> ExportAsync(string folder, DateTimeOffset? since, CancellationToken ct)
    {
        var files = new ExportFolder(folder);
        var manifest = files.Open();
        var next = await BeginAsync(manifest, folder, since, ct).ConfigureAwait(false);
        var (seals, facts, parts) = (0L, 0L, 0);
        while (await PartAsync(files, next, ct).ConfigureAwait(false) is { } part)
        {
            manifest = manifest with { Parts = manifest.Parts.Add(part) };
            files.Write(manifest);
            next = part.LastSeal + 1;
            (seals, facts, parts) = (seals + part.LastSeal - part.FirstSeal + 1, facts + part.Facts, parts + 1);
        }

        return new AuditExported(seals, facts, parts, manifest.Parts is [.., var last] ? new KnownSeal(last.LastSeal, last.LastHash, last.Epoch) : null);
    }

    /// <summary>Number of the first seal to copy.</summary>
    private async ValueTask<long> BeginAsync(ExportManifest manifest, string folder, DateTimeOffset? since, CancellationToken ct)
    {
        if (manifest.Parts is [.., var last])
        {
            if (await PageAsync(last.LastSeal, 1, ct).ConfigureAwait(false) is [var seal] && seal.Number == last.LastSeal && seal.Hash.AsSpan().SequenceEqual(last.LastHash))
                return last.LastSeal + 1;
            throw new InvalidOperationException(
                $"{folder} ends at seal {last.LastSeal} of epoch {last.Epoch}, which this database does not hold: it was put back from a backup, or changed. Keep the folder as evidence, run audit verify --seals {folder}, and export to a new one.");
        }

        return since is { } from ? await database.ReadAsync(statements => SealTable.FirstSince(statements, from), ct).ConfigureAwait(false) ?? long.MaxValue : 1;
    }

    /// <summary>Null: there is no seal to copy.</summary>
    private async ValueTask<ExportPart?> PartAsync(ExportFolder files, long first, CancellationToken ct)
    {
        if (await PageAsync(first, 1, ct).ConfigureAwait(false) is not [var begin])
            return null;
        using var sealLines = files.Begin("seals.tmp");
        using var factLines = files.Begin("facts.tmp");
        var facts = new FactCursor(database, begin.FromTx, long.MaxValue);
        var (last, count) = ((AuditSealRow?)null, 0L);
        while (count < FactsOfPart && (last?.Number ?? first) - first < SealsOfPart && await PageAsync((last?.Number ?? (first - 1)) + 1, SealsAtOnce, ct).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var seal in page)
            {
                sealLines.Add(seal, ExportLines.Default.AuditSealRow);
                var before = count;
                while (await facts.TakeBelowAsync(seal.ToTx, ct).ConfigureAwait(false) is { } fact)
                {
                    // Without its detail: that is personal, must be erasable, and nobody erases in files that have left.
                    factLines.Add(fact.Row, ExportLines.Default.AuditFactRow);
                    count++;
                }

                if (count - before != seal.Count)
                    throw new InvalidOperationException($"Seal {seal.Number} covers {seal.Count} facts; {count - before} are there. Run audit verify; what was copied so far stands.");
                last = seal;
                if (count >= FactsOfPart)
                    break;
            }
        }

        var part = new ExportPart(first, last!.Number, last.Hash, last.Epoch, count, begin.FromTx, last.ToTx, [], []);
        return part with { SealsSha256 = sealLines.Appear(part.SealsFile), FactsSha256 = factLines.Appear(part.FactsFile) };
    }

    private ValueTask<List<AuditSealRow>> PageAsync(long from, int limit, CancellationToken ct) => database.ReadAsync(statements => SealTable.Page(statements, from, limit), ct);
}
