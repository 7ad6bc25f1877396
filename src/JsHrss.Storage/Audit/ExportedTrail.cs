using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>An export as whoever keeps it reads it: without the database and without any key.</summary>
public interface IExportedTrail
{
    /// <summary>Every file is as it was written, the seals are one chain, and the facts are those under the seals. Proves nothing about who made it: compare the last seal with the one written down.</summary>
    /// <param name="folder">Of the export.</param>
    /// <param name="known">Seals that were written down elsewhere.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<AuditVerdict> VerifyAsync(string folder, ImmutableArray<KnownSeal> known, CancellationToken ct);

    /// <summary>The seals of an export, to hold against a database.</summary>
    /// <param name="path">The folder, or one file of seals.</param>
    /// <param name="ct">Cancels.</param>
    IAsyncEnumerable<KnownSeal> SealsAsync(string path, CancellationToken ct);
}

internal sealed class ExportedTrail : IExportedTrail
{
    public async ValueTask<AuditVerdict> VerifyAsync(string folder, ImmutableArray<KnownSeal> known, CancellationToken ct)
    {
        var files = new ExportFolder(folder);
        var walk = new ExportWalk();
        var copies = new KnownSeals(known.OrderBy(one => one.Number).ToAsyncEnumerable(), null);
        await using (copies.ConfigureAwait(false))
        {
            foreach (var part in files.Manifest().Parts)
            {
                var finding = await ChangedAsync(files, part, ct).ConfigureAwait(false) ?? await PartAsync(walk, files, part, copies, ct).ConfigureAwait(false);
                if (finding is not null)
                    return walk.Verdict(finding);
            }

            return walk.Verdict(await copies.EndAsync(walk.Last).ConfigureAwait(false));
        }
    }

    public async IAsyncEnumerable<KnownSeal> SealsAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        var folder = new ExportFolder(path);
        var files = Directory.Exists(path) ? folder.Manifest().Parts.Select(part => folder.PathOf(part.SealsFile)) : [path];
        foreach (var file in files)
        {
            await foreach (var seal in ExportLines.ReadAsync(file, ExportLines.Default.AuditSealRow, ct).ConfigureAwait(false))
            {
                // The copy counts by what it says, not by the hash that stands beside it.
                yield return new KnownSeal(seal.Number, SealHash.Of(seal), seal.Epoch);
            }
        }
    }

    private static async ValueTask<AuditFinding?> PartAsync(ExportWalk walk, ExportFolder files, ExportPart part, KnownSeals copies, CancellationToken ct)
    {
        var facts = ExportLines.ReadAsync(files.PathOf(part.FactsFile), ExportLines.Default.AuditFactRow, ct).GetAsyncEnumerator(ct);
        await using (facts.ConfigureAwait(false))
        {
            var more = await facts.MoveNextAsync().ConfigureAwait(false);
            await foreach (var seal in ExportLines.ReadAsync(files.PathOf(part.SealsFile), ExportLines.Default.AuditSealRow, ct).ConfigureAwait(false))
            {
                if (await copies.HoldAsync(seal).ConfigureAwait(false) is { } other)
                    return other;
                if (walk.Begin(seal) is { } broken)
                    return broken;
                for (; more && facts.Current.Tx < seal.ToTx; more = await facts.MoveNextAsync().ConfigureAwait(false))
                    walk.Add(facts.Current);
                if (walk.End() is { } wrong)
                    return wrong;
            }

            return more
                ? new AuditFinding(AuditFault.FactAdded, null, facts.Current.Id, facts.Current.Tx, $"{part.FactsFile}: the fact {facts.Current.Id} at {facts.Current.Tx} stands under no seal")
                : null;
        }
    }

    private static async ValueTask<AuditFinding?> ChangedAsync(ExportFolder files, ExportPart part, CancellationToken ct)
    {
        foreach (var (name, digest) in new[] { (part.SealsFile, part.SealsSha256), (part.FactsFile, part.FactsSha256) })
        {
            if (!File.Exists(files.PathOf(name)))
                return new AuditFinding(AuditFault.FileChanged, part.FirstSeal, null, null, $"{name} is missing");
            var file = File.OpenRead(files.PathOf(name));
            await using (file.ConfigureAwait(false))
            {
                if (!(await SHA256.HashDataAsync(file, ct).ConfigureAwait(false)).AsSpan().SequenceEqual(digest))
                    return new AuditFinding(AuditFault.FileChanged, part.FirstSeal, null, null, $"{name} is not as it was written: its SHA-256 is not that of the manifest");
            }
        }

        return null;
    }
}
