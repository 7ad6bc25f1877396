using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Startup;

namespace JsHrss.IdP.Commands;

/// <summary>The audit trail by hand: proving it, copying it elsewhere, erasing what is personal, dropping what is over.</summary>
internal static class AuditCommands
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static async Task VerifyAsync(CommandContext context, CancellationToken ct)
    {
        var known = context.Value("--known") is { } written
            ? written.Split(',').Select(one => KnownSeal.Read(one) ?? throw new InvalidOperationException($"--known {one} is not a seal: its number, a colon, and 64 hexadecimal digits, as audit export and audit verify print it.")).ToImmutableArray()
            : [];
        var verdict = context.Value("--export") is { } folder
            ? await context.Get<IExportedTrail>().VerifyAsync(folder, known, ct)
            : await OfDatabaseAsync(context, known, ct);
        await TellAsync(context.Out, verdict, context.Value("--export") is null);
        if (verdict.Finding is { } finding)
            throw new InvalidOperationException($"{finding.Fault}: {finding.Text}");
        await context.Out.WriteLineAsync(verdict.Seals == 0
            ? "there is no seal: what is there is as it was told; what may be missing nobody can say"
            : "the audit trail is whole");
    }

    public static async Task ExportAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        var folder = context.Value("--to") ?? throw new InvalidOperationException("--to FOLDER is missing.");
        var done = await context.Get<IAuditExporter>().ExportAsync(folder, context.Value("--since") is { } since ? Day(since, "--since") : null, ct);
        await context.Out.WriteLineAsync($"{done.Seals} seals with {done.Facts} facts added to {folder} ({done.Parts} parts)");
        await context.Out.WriteLineAsync(done.Last is { } last
            ? $"newest seal in the export, to be written down elsewhere: {last}"
            : "nothing was ever sealed");
    }

    public static async Task EraseAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        var erasure = context.Get<IDetailErasure>();
        switch (context.Value("--person"), context.Value("--fact"))
        {
            case ({ } person, null):
                var subject = PersonId.Read(person) ?? throw new InvalidOperationException("--person is not a subject: p_ and 26 letters and digits.");
                await context.Out.WriteLineAsync($"{await erasure.OfPersonAsync(subject, ct)} details erased; the facts stay");
                break;
            case (null, { } fact):
                var id = Guid.TryParseExact(fact, "D", out var read) ? read : throw new InvalidOperationException("--fact is not the id of a fact: a UUID, as audit verify and exports show it.");
                if (!await erasure.OfFactAsync(id, ct))
                    throw new InvalidOperationException($"There is no fact {id} with a detail that may be erased.");
                await context.Out.WriteLineAsync("1 detail erased; the fact stays");
                break;
            default:
                throw new InvalidOperationException("Say --person SUBJECT or --fact ID.");
        }
    }

    public static async Task DropAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        var done = await context.Get<IAuditDrop>().DropAsync(
            Day(context.Value("--before") ?? throw new InvalidOperationException("--before DAY is missing."), "--before"),
            context.Value("--export") ?? throw new InvalidOperationException("--export FOLDER is missing: only what was exported is dropped."),
            ct);
        await context.Out.WriteLineAsync(done.FirstSeal == 0
            ? "no seal is old enough; nothing was dropped"
            : $"{done.Facts} facts of the seals {done.FirstSeal} to {done.LastSeal} dropped; the seals stay");
    }

    private static async Task<AuditVerdict> OfDatabaseAsync(CommandContext context, ImmutableArray<KnownSeal> known, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        if (context.Value("--seals") is not null && !known.IsEmpty)
            throw new InvalidOperationException("Say --seals or --known, not both.");
        var copies = context.Value("--seals") is { } path ? context.Get<IExportedTrail>().SealsAsync(path, ct) : known.OrderBy(one => one.Number).ToAsyncEnumerable();
        return await context.Get<IAuditVerifier>().VerifyAsync(Number(context, "--from") ?? 1, copies, Number(context, "--restored"), ct);
    }

    private static async Task TellAsync(TextWriter to, AuditVerdict verdict, bool isDatabase)
    {
        await to.WriteLineAsync($"seals       {verdict.Seals}");
        await to.WriteLineAsync($"facts       {verdict.SealedFacts} sealed{(isDatabase ? $", {verdict.UnsealedFacts} not sealed yet" : "")}");
        if (verdict.FirstAt is { } first && verdict.LastAt is { } last)
            await to.WriteLineAsync($"told        {first.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z to {last.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        if (verdict.DroppedSeals > 0)
            await to.WriteLineAsync($"dropped     {verdict.DroppedFacts} facts of {verdict.DroppedSeals} seals, after their legal time");
        if (isDatabase)
            await to.WriteLineAsync($"erased      {verdict.ErasedDetails} details{(verdict.ErasedDetails > verdict.ErasuresTold ? $"; facts tell of {verdict.ErasuresTold} only: the others were deleted past audit erase, or before the first seal asked for" : "")}");
        if (verdict.EpochsBegun.Count > 0)
            await to.WriteLineAsync($"restored    a backup was put back before seal {string.Join(", ", verdict.EpochsBegun)}");
        if (verdict.ReplacedSeals > 0)
            await to.WriteLineAsync($"replaced    {verdict.ReplacedSeals} copied seals, by that restore; their facts are in the export alone");
        if (verdict.LastSeal is { } seal)
            await to.WriteLineAsync($"newest seal {seal}");
    }

    private static long? Number(CommandContext context, string option) => context.Value(option) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"{option} {text} is not the number of a seal.");

    /// <summary>The first instant of a day in China.</summary>
    private static DateTimeOffset Day(string text, string option) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? new DateTimeOffset(day, TimeOnly.MinValue, China)
        : throw new InvalidOperationException($"{option} {text} is not a day, such as 2026-01-31.");
}
