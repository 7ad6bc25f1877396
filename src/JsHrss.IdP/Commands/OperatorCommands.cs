using System.Collections.Immutable;
using JsHrss.IdP.Hosting;
using JsHrss.Storage.Startup;

namespace JsHrss.IdP.Commands;

/// <summary>The commands of the executable. Exit code 0: done; 1: refused or failed, nothing was changed unless it says so; 2: the line was not understood.</summary>
internal static class OperatorCommands
{
    public const int NotUnderstood = 2;

    public static ImmutableArray<OperatorCommand> All { get; } =
    [
        new("migrate", "Creates or migrates the schema and makes the first signing keys and the first ring key. No server may run on a SQLite database meanwhile. --restored after a backup was put back: ends everything made before now, without telling relying parties, and begins the next epoch of audit seals.", MigrateCommand.RunAsync)
            { Flags = ["--restored"], Use = StorageUse.Server },
        new("backup", "Copies a SQLite database to a new file beside the running server, checks the copy, and keeps it for this account alone. The master key is not in it.", BackupCommand.RunAsync)
            { Values = [BackupCommand.To] },
        new("keys list", "Shows every signing key with its state and times (UTC).", KeyCommands.ListAsync),
        new("keys rotate", "Publishes the next signing key, which signs after Keys:PublishAhead. --now: it signs as soon as every cache of the JWK Set must have seen it (minutes). Without --alg: every algorithm.", KeyCommands.RotateAsync)
            { Values = ["--alg"], Flags = ["--now"] },
        new("keys revoke", "Emergency: the key leaves the JWK Set and verifies nothing any more, within a second on every node; a successor signs at once. --cut-grants: also ends every grant, token and session made so far, without telling relying parties; without it refresh tokens survive.", KeyCommands.RevokeAsync)
            { Operands = ["KID"], Flags = ["--cut-grants"] },
        new("ring list", "Shows every key of the DataProtection ring.", RingCommands.ListAsync),
        new("ring revoke-all", "Emergency: revokes every ring key, makes a new one and ends every session: everybody signs in again, and relying parties are told. Grants with offline_access go on.", RingCommands.RevokeAllAsync),
        new("not-before", "Shows from when on grants, tokens and sessions count. --now: raises it to now, which ends every grant, token and session made so far; relying parties are not told.", NotBeforeCommand.RunAsync)
            { Flags = ["--now"] },
        new("audit verify", "Proves the audit trail, or names the first fact or seal that is wrong (exit code 1). --from: from this seal on. --seals: also against the seals of an export (its folder, or one file). --known: against seals that were written down, NUMBER:HASH, several with commas. --restored: number of the seal that began an epoch by a restore you know of. --export: proves an export instead, without database and key.", AuditCommands.VerifyAsync)
            { Values = ["--from", "--seals", "--known", "--restored", "--export"] },
        new("audit export", "Adds what was sealed since the last export to the folder --to: seals and facts, without personal detail. --since: a new folder begins with this day (China).", AuditCommands.ExportAsync)
            { Values = ["--to", "--since"] },
        new("audit erase", "Erases the personal detail of every fact about a person, or of one fact. The facts stay and the trail stays whole.", AuditCommands.EraseAsync)
            { Values = ["--person", "--fact"] },
        new("audit drop", "Drops the facts of seals made before a day (China) that Audit:Retention no longer holds and an export does. The seals stay. On SQLite no server may run meanwhile.", AuditCommands.DropAsync)
            { Values = ["--before", "--export"], Use = StorageUse.Server },
        new("help", "Shows this.", static async (context, _) => await context.Out.WriteAsync(Help)),
    ];

    public static string Help { get; } = string.Join(
        Environment.NewLine,
        [
            "dotnet JsHrss.IdP.dll [--Section:Name=value ...]            serves",
            "dotnet JsHrss.IdP.dll COMMAND [--Section:Name=value ...]    does one of these:",
            .. All.SelectMany(command => new[] { "", "  " + command.Usage, "      " + command.Help }),
            "",
        ]);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        CommandLine line;
        try
        {
            line = CommandLine.Read(args[0] is "--help" or "-h" ? ["help"] : args);
        }
        catch (ArgumentException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
            await error.WriteLineAsync("dotnet JsHrss.IdP.dll help shows the commands.");
            return NotUnderstood;
        }

        try
        {
            await using var services = CommandServices.For(line);
            await line.Command.RunAsync(new CommandContext(services, line, output), CancellationToken.None);
            return 0;
        }
        catch (Exception failure) when (StartRefusal.IsFor(failure))
        {
            await error.WriteLineAsync($"{line.Command.Name}: {failure.Message}");
            return Server.Refused;
        }
    }
}
