using JsHrss.Storage.Audit;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Startup;

namespace JsHrss.IdP.Commands;

/// <summary>Brings a database to where the server can start on it.</summary>
internal static class MigrateCommand
{
    public static async Task RunAsync(CommandContext context, CancellationToken ct)
    {
        var done = await context.Get<IStorageStartup>().MigrateAsync(ct);
        foreach (var migration in done.Migrations)
            await context.Out.WriteLineAsync($"applied migration {migration}");
        if (done.Migrations.IsEmpty)
            await context.Out.WriteLineAsync("the schema was up to date");
        foreach (var key in done.SigningKeys)
            await context.Out.WriteLineAsync($"made signing key {key.Algorithm} {key.Kid}");
        if (done.SigningKeys.IsEmpty)
            await context.Out.WriteLineAsync("the signing keys were there");
        await context.Out.WriteLineAsync(done.RingKey ? "made the first ring key" : "the ring key was there");
        // What was revoked after the backup was taken is alive in it (case PI-13).
        if (context.Has("--restored"))
        {
            // First the epoch: the fact of the bound is then sealed in it.
            await context.Out.WriteLineAsync($"seal {await context.Get<IAuditEpochs>().BeginAsync(ct)} begins the next epoch of audit seals");
            await context.Out.WriteLineAsync($"everything made before {await context.Get<INotBeforeDesk>().CutAsync("restored", ct):yyyy-MM-dd HH:mm:ss}Z is refused");
            await context.Out.WriteLineAsync(NotBeforeCommand.PartiesAreNotTold);
        }
    }
}
