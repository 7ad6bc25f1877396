using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Audit;

/// <summary>The audit trail in an operator's hands, beside a running server.</summary>
public sealed partial class AuditCommandTests
{
    [Fact]
    [Trait("Case", "AD-14")]
    public async Task The_trail_is_sealed_proven_exported_and_erased_while_the_server_runs()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Audit:SealEvery=00:00:00.1", "Keys:Algorithms:0=ES256"]);
        var export = Directory.CreateTempSubdirectory("jshrss-export-");
        try
        {
            using var browser = new HttpBrowser();
            using var hall = Relying.Hall(host);
            var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Sun));
            await SealedAsync(host);

            var whole = await DoneAsync(host, "audit", "verify");
            Assert.Contains("the audit trail is whole", whole, StringComparison.Ordinal);
            Assert.Contains(" 0 not sealed yet", whole, StringComparison.Ordinal);
            var newest = Seal().Match(await DoneAsync(host, "audit", "export", "--to", export.FullName)).Value;
            Assert.Contains("0 seals with 0 facts added", await DoneAsync(host, "audit", "export", "--to", export.FullName), StringComparison.Ordinal);
            await DoneAsync(host, "audit", "verify", "--seals", export.FullName);
            await DoneAsync(host, "audit", "verify", "--known", newest);
            await DoneAsync(host, "audit", "verify", "--export", export.FullName, "--known", newest);

            var sub = (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!))["sub"]!;
            Assert.DoesNotMatch("^0 details", await DoneAsync(host, "audit", "erase", "--person", sub));
            Assert.Contains("erased      ", await DoneAsync(host, "audit", "verify", "--seals", export.FullName), StringComparison.Ordinal);

            // The newest seal vanishes, then a fact.
            await SealedAsync(host);
            var last = await host.Database.CountAsync("select max(number) from audit_seal");
            await DoneAsync(host, "audit", "export", "--to", export.FullName);
            await host.Database.ExecuteAsync($"drop trigger audit_seal_no_delete; create table kept as select * from audit_seal where number = {last}; delete from audit_seal where number = {last}");
            // The server seals the facts anew, and cannot make it look as it was.
            await SealedAsync(host);
            var (code, text) = await host.CommandAsync("audit", "verify", "--seals", export.FullName);
            Assert.Equal(1, code);
            Assert.Contains($"SealNotTheKnown: seal {last} is not the one that was written down", text, StringComparison.Ordinal);

            await host.Database.ExecuteAsync("drop trigger audit_fact_no_delete; delete from audit_fact where tx = 3");
            (code, text) = await host.CommandAsync("audit", "verify");
            Assert.Equal(1, code);
            Assert.Contains("the fact at 3 is missing", text, StringComparison.Ordinal);
        }
        finally
        {
            export.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Case", "PI-13")]
    public async Task A_restored_database_begins_the_next_epoch_of_seals()
    {
        using var site = await new ProductionSite().MigratedAsync();
        var (code, text) = await site.CommandAsync("migrate", "--restored");
        Assert.True(code == 0, text);
        Assert.Contains("seal 1 begins the next epoch of audit seals", text, StringComparison.Ordinal);
        Assert.Contains("a backup was put back before seal 1", (await site.CommandAsync("audit", "verify")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to FOLDER is missing", "audit", "export")]
    [InlineData("is not a day", "audit", "export", "--to", "nowhere", "--since", "yesterday")]
    [InlineData("is not a seal", "audit", "verify", "--known", "7:abc")]
    [InlineData("is not the number of a seal", "audit", "verify", "--from", "0")]
    [InlineData("There is no", "audit", "verify", "--export", "/nowhere")]
    [InlineData("not both", "audit", "verify", "--seals", "/nowhere", "--known", "7:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("Say --person SUBJECT or --fact ID", "audit", "erase")]
    [InlineData("is not a subject", "audit", "erase", "--person", "sun")]
    [InlineData("is not the id of a fact", "audit", "erase", "--fact", "7")]
    [InlineData("There is no fact", "audit", "erase", "--fact", "00000000-0000-0000-0000-000000000001")]
    [InlineData("--export FOLDER is missing", "audit", "drop", "--before", "2025-01-01")]
    [InlineData("are kept for 365 days", "audit", "drop", "--before", "2199-01-01", "--export", "/nowhere")]
    public async Task A_line_that_cannot_be_done_says_why(string why, params string[] line)
    {
        using var site = await new ProductionSite().MigratedAsync();
        var (code, text) = await site.CommandAsync(line);
        Assert.Equal(1, code);
        Assert.Contains(why, text, StringComparison.Ordinal);
    }

    private static async Task<string> DoneAsync(IdpHost host, params string[] line)
    {
        var (code, text) = await host.CommandAsync(line);
        Assert.True(code == 0, text);
        return text;
    }

    private static async Task SealedAsync(IdpHost host)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await host.Database.CountAsync("select (select max(tx) + 1 from audit_fact) - coalesce((select max(to_tx) from audit_seal), 0)") == 0)
                return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("Facts were not sealed within ten seconds.");
    }

    [GeneratedRegex("[0-9]+:[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Seal();
}
