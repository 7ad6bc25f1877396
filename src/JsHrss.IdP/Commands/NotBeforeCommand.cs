using JsHrss.Storage.Configuration;
using JsHrss.Storage.Startup;

namespace JsHrss.IdP.Commands;

/// <summary>The bound from which on anything counts, read or raised by hand.</summary>
internal static class NotBeforeCommand
{
    /// <summary>A bound ends sessions by judgement, not one by one: no logout token goes out.</summary>
    public const string PartiesAreNotTold = "relying parties are not told (no back-channel logout): their own sessions go on until they next ask here; end those by other means if they must end now";

    public static async Task RunAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        var desk = context.Get<INotBeforeDesk>();
        var bound = context.Has("--now") ? await desk.CutAsync("operator", ct) : await desk.ReadAsync(ct);
        await context.Out.WriteLineAsync(bound is { } at
            ? $"grants, tokens and sessions made before {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z are refused"
            : "there is no bound: every grant, token and session counts until its own end");
        if (context.Has("--now"))
            await context.Out.WriteLineAsync(PartiesAreNotTold);
    }
}
