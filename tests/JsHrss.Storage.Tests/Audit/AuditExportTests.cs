using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Audit;

namespace JsHrss.Storage.Tests.Audit;

public sealed class AuditExportTests : IAsyncLifetime
{
    private Trail trail = null!;
    private string folder = null!;

    public async ValueTask InitializeAsync()
    {
        trail = await Trail.StartAsync();
        folder = trail.Folder("export");
        await trail.SealedAsync(3, 4);
    }

    public ValueTask DisposeAsync() => trail.DisposeAsync();

    [Fact]
    [Trait("Case", "AD-14")]
    public async Task An_export_is_proven_without_database_and_key_and_goes_on_where_it_ended()
    {
        var first = await trail.ExportAsync(folder);
        Assert.Equal((3, 1), (first.Seals, first.Parts));
        await trail.SealedAsync(2, 3);
        var second = await trail.ExportAsync(folder);
        Assert.Equal((2, 6, 1), (second.Seals, second.Facts, second.Parts));
        Assert.Equal((0, 0), ((await trail.ExportAsync(folder)).Parts, (await trail.ExportAsync(folder)).Facts));

        var verdict = await new ExportedTrail().VerifyAsync(folder, [], TestContext.Current.CancellationToken);

        Assert.Null(verdict.Finding);
        Assert.Equal((5, trail.Number("select count(*) from audit_fact")), (verdict.Seals, verdict.SealedFacts));
        Assert.Equal(second.Last!.ToString(), verdict.LastSeal!.ToString());
        Assert.Null((await trail.VerifyAgainstAsync(folder)).Finding);
    }

    [Fact]
    public async Task Only_the_servers_own_account_may_read_it_and_no_detail_is_in_it()
    {
        await trail.ExportAsync(folder);
        foreach (var file in Directory.GetFiles(folder))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.DoesNotContain("detail_sealed", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_an_interrupted_run_left_is_written_anew()
    {
        await trail.ExportAsync(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "facts.tmp"), "half a line", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "seals-000000000004-000000000004.jsonl"), "of a run that ended before the manifest", TestContext.Current.CancellationToken);
        await trail.SealedAsync(1, 2);

        Assert.Equal(1, (await trail.ExportAsync(folder)).Seals);

        Assert.Null((await trail.VerifyExportAsync(folder)).Finding);
        Assert.Empty(Directory.GetFiles(folder, "*.tmp"));
    }

    [Theory]
    [InlineData("\"code\":\"qr.denied\"", "\"code\":\"qr.denies\"")]
    [InlineData("\"address\":\"192.0.2.7\"", "\"address\":\"192.0.2.9\"")]
    [Trait("Case", "AD-14")]
    public async Task A_changed_fact_is_seen_also_where_the_digests_were_made_anew(string told, string instead)
    {
        await trail.ExportAsync(folder);
        var file = Directory.GetFiles(folder, "facts-*").Single();
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var at = text.LastIndexOf(told, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, string.Concat(text.AsSpan(0, at), instead, text.AsSpan(at + told.Length)), TestContext.Current.CancellationToken);
        Assert.Equal(AuditFault.FileChanged, (await trail.VerifyExportAsync(folder)).Finding?.Fault);

        Rehash(file);
        var finding = (await trail.VerifyExportAsync(folder)).Finding;
        Assert.True(finding is { Fault: AuditFault.FactsReordered, Seal: 3 }, $"{finding}");
    }

    [Fact]
    [Trait("Case", "AD-14")]
    public async Task A_removed_fact_and_a_removed_seal_are_named()
    {
        await trail.ExportAsync(folder);
        var facts = Directory.GetFiles(folder, "facts-*").Single();
        var lines = await File.ReadAllLinesAsync(facts, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(facts, string.Concat(lines[..^2].Append(lines[^1]).Select(line => line + "\n")), TestContext.Current.CancellationToken);
        Rehash(facts);
        var finding = (await trail.VerifyExportAsync(folder)).Finding;
        Assert.True(finding is { Fault: AuditFault.FactMissing, Seal: 3 } && finding.Tx == lines.Length - 1, $"{finding}");

        var seals = Directory.GetFiles(folder, "seals-*").Single();
        var sealLines = await File.ReadAllLinesAsync(seals, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(seals, sealLines[0] + "\n" + sealLines[2] + "\n", TestContext.Current.CancellationToken);
        Rehash(seals);
        Assert.True((await trail.VerifyExportAsync(folder)).Finding is { Fault: AuditFault.SealMissing, Seal: 2 });
    }

    [Fact]
    public async Task A_folder_may_begin_with_a_day_and_still_proves_its_own_part()
    {
        trail.Clock.Advance(TimeSpan.FromHours(1));
        var since = trail.Clock.Now;
        await trail.SealedAsync(2, 2);

        Assert.Equal((2, 4), (await trail.ExportAsync(folder, since)) is var done ? (done.Seals, done.Facts) : default);

        Assert.Null((await trail.VerifyExportAsync(folder)).Finding);
        Assert.Null((await trail.VerifyAgainstAsync(folder)).Finding);
    }

    [Fact]
    public async Task What_is_no_export_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => trail.VerifyExportAsync(trail.Folder("nothing")));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), "{}", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => trail.VerifyExportAsync(folder));
        await File.WriteAllTextAsync(trail.Folder("seals.jsonl"), "{\"number\":1}\n", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => trail.VerifyAgainstAsync(trail.Folder("seals.jsonl")));
    }

    /// <summary>Corrects the manifest, as whoever may write the folder can.</summary>
    private void Rehash(string file)
    {
        var exports = new ExportFolder(folder);
        var manifest = exports.Manifest();
        var digest = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file));
        var part = manifest.Parts[0];
        exports.Write(manifest with { Parts = [file.Contains("facts-", StringComparison.Ordinal) ? part with { FactsSha256 = digest } : part with { SealsSha256 = digest }] });
    }
}
