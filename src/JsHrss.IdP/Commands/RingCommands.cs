using JsHrss.Storage.Ring;
using JsHrss.Storage.Startup;

namespace JsHrss.IdP.Commands;

/// <summary>The DataProtection ring by hand, while servers run.</summary>
internal static class RingCommands
{
    public static async Task ListAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        await context.Out.WriteLineAsync("id                                    active                ends                  state");
        foreach (var key in context.Get<IKeyRingDesk>().List())
            await context.Out.WriteLineAsync($"{key.Id}  {key.ActiveAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {key.EndsAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {(key.Revoked ? "revoked" : "trusted")}");
    }

    public static async Task RevokeAllAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        var ended = await context.Get<IKeyRingDesk>().RevokeAllAsync(ct);
        await context.Out.WriteLineAsync($"every ring key is revoked, a new one is made; {ended} sessions ended: everybody signs in again");
    }
}
