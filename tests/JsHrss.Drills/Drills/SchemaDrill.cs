using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;

namespace JsHrss.Drills.Drills;

/// <summary>RG-10: the next version of the program brings a migration; old and new nodes serve together.</summary>
internal static class SchemaDrill
{
    private const string Migration = """
        using JsHrss.Storage.Rows;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;

        namespace JsHrss.Storage.Migrations.PostgreSql;

        [DbContext(typeof(PostgreSqlHallDb))]
        [Migration("99990101000000_Drill")]
        public sealed class Drill : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.Sql("alter table \"grant\" add column drill_note text");
                migrationBuilder.Sql("alter table session add column drill_mark integer not null default 7");
                migrationBuilder.Sql("alter table refresh_token add column drill_seen bigint");
                migrationBuilder.Sql("create table drill_table (id uuid primary key, note text not null)");
            }
        }
        """;

    public static Task<int> RunAsync(Options options, CancellationToken ct) => Stage.RunAsync(
        options,
        async (site, tally, stop) =>
        {
            var next = await BuildNextAsync(site.Folder);
            Console.WriteLine("  the next version is built");
            var old = site.Nodes[0].Program;
            await site.CommandAsync(next, "migrate");
            if (await site.Database.CountAsync("select count(*) from information_schema.columns where column_name like 'drill_%'") != 3)
                throw new InvalidOperationException("The migration did not run.");
            await Task.Delay(TimeSpan.FromSeconds(5), stop);
            await ChangeAsync(site, 0, next, stop);
            await Task.Delay(TimeSpan.FromSeconds(5), stop);
            // An old node that must be started once more while the change is under way.
            await ChangeAsync(site, 1, old, stop);
            await Task.Delay(TimeSpan.FromSeconds(5), stop);
            await ChangeAsync(site, 1, next, stop);
            await Task.Delay(TimeSpan.FromSeconds(5), stop);
            return "rg-10: a migration (three columns of busy tables, one table) under load while two old nodes serve, then new beside old, an old one restarted, then two new ones";
        },
        static (tally, seen) =>
        {
            if (seen.Count(entry => entry.IsTrouble) is > 0 and var failed)
                tally.Violated($"{failed} requests failed");
        },
        ct);

    private static async Task ChangeAsync(Site site, int which, string program, CancellationToken ct)
    {
        var node = site.Nodes[which];
        await site.Proxy.TakeOutAsync(node.Port);
        await node.EndAsync(ct);
        node.Program = program;
        await node.StartAsync(ct);
        await site.Proxy.TakeOutAsync();
    }

    /// <summary>The same sources and one migration more.</summary>
    private static async Task<string> BuildNextAsync(string folder)
    {
        var next = Directory.CreateDirectory(Path.Combine(folder, "next")).FullName;
        await Machine.RunAsync("/bin/sh", "-c", $"cd '{Machine.Root}' && tar -c --exclude=bin --exclude=obj src samples/clients.json *.props global.json .editorconfig | tar -x -C '{next}'");
        await File.WriteAllTextAsync(Path.Combine(next, "src", "JsHrss.Storage", "Migrations", "PostgreSql", "99990101000000_Drill.cs"), Migration);
        await Machine.RunAsync("dotnet", "build", Path.Combine(next, "src", "JsHrss.IdP"), "-c", "Release", "-v", "quiet", "-nologo");
        return Path.Combine(next, "src", "JsHrss.IdP", "bin", "Release", "net10.0", "JsHrss.IdP.dll");
    }
}
