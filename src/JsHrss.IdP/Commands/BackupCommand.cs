using JsHrss.Storage.Backups;

namespace JsHrss.IdP.Commands;

/// <summary>Copies the database beside a running server.</summary>
internal static class BackupCommand
{
    public const string To = "--to";

    public static async Task RunAsync(CommandContext context, CancellationToken ct)
    {
        if (!context.Line.Options.TryGetValue(To, out var file) || file.Length == 0)
            throw new InvalidOperationException("Say where to: backup --to FILE");
        var size = await context.Get<IDatabaseBackup>().WriteAsync(file, ct);
        await context.Out.WriteLineAsync($"{Path.GetFullPath(file)}: {size} bytes, checked");
        await context.Out.WriteLineAsync("The master key is not in it. Keep the file of Secrets:MasterKeyFile elsewhere: without it nothing sealed in this copy can be read, and with it everything can.");
    }
}
