using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;

namespace JsHrss.Drills.Drills;

/// <summary>RG-4: the primary dies; the address moves to its synchronous standby, which only reads for a while and is then promoted.</summary>
internal static class PromotionDrill
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(30);

    public static Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var reads = TimeSpan.FromSeconds(options.Number("reads", 6));
        var back = TimeSpan.Zero;
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                var (primary, standby) = (site.Database, site.Standby!);
                if ((await primary.AskAsync("select sync_state from pg_stat_replication")) is not ["sync"])
                    throw new InvalidOperationException("The standby does not replicate synchronously.");
                var lost = tally.Now;
                await primary.DownAsync("immediate");
                site.Relay!.PointTo(standby.Port);
                site.Database = standby;
                await Task.Delay(reads, stop);
                var promoted = tally.Now;
                await standby.PromoteAsync();
                await DatabaseDrills.BackAsync(site, tally, stop);
                back = tally.Now - lost;
                var afterwards = tally.Now - promoted;
                await Task.Delay(TimeSpan.FromSeconds(8), stop);
                var meanwhile = tally.Entries.Where(entry => entry.At > lost + TimeSpan.FromSeconds(2) && entry.End < promoted).ToArray();
                var served = meanwhile.Where(entry => !entry.IsTrouble).GroupBy(entry => entry.What).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} x {group.Key}");
                return $"rg-4: primary ended as by a crash, address moved to its synchronous standby, promoted {(promoted - lost).TotalSeconds:0.0} s later; back {back.TotalSeconds:0.0} s after the loss, {afterwards.TotalSeconds:0.0} s after the order to promote; while it only read, served: {string.Join(", ", served)}";
            },
            (tally, seen) =>
            {
                DatabaseDrills.OnlyUnavailable(tally, seen);
                if (back > BackWithin)
                    tally.Violated($"back after {back.TotalSeconds:0.0} s, later than 30 s");
            },
            ct,
            static async site =>
            {
                site.Standby = await site.Database.StandbyAsync();
                site.Relay = new Relay(site.Database.Port);
            });
    }
}
