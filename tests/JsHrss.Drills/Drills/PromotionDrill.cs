using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Drills;

/// <summary>RG-4: the primary dies; the address moves to its synchronous standby, which only reads for a while and is then promoted.</summary>
internal static class PromotionDrill
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(30);

    public static Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var reads = TimeSpan.FromSeconds(options.Number("reads", 10));
        var back = TimeSpan.Zero;
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                var (primary, standby) = (site.Database, site.Standby!);
                if ((await primary.AskAsync("select sync_state from pg_stat_replication")) is not ["sync"])
                    throw new InvalidOperationException("The standby does not replicate synchronously.");
                using var caller = new Caller(site.Address, new Tally());
                var access = (await caller.GetTokensAsync(Party.Keeping)).Tokens.Text("access_token")!;
                var lost = tally.Now;
                await primary.DownAsync("immediate");
                site.Relay!.PointTo(standby.Port);
                site.Database = standby;
                // What a node remembers it believes for four seconds; after that it has to ask.
                await Task.Delay(TimeSpan.FromSeconds(5), stop);
                var (asked, answered) = (0, 0);
                for (; tally.Now - lost < reads; asked += 2)
                {
                    answered += (await caller.UserInfoAsync(access)).Status == 200 ? 1 : 0;
                    answered += await caller.IntrospectAsync(access) is { Status: 200 } told && told.IsActive() ? 1 : 0;
                    await Task.Delay(50, stop);
                }

                var promoted = tally.Now;
                await standby.PromoteAsync();
                await DatabaseDrills.BackAsync(site, tally, stop);
                back = tally.Now - lost;
                var afterwards = tally.Now - promoted;
                await Task.Delay(TimeSpan.FromSeconds(8), stop);
                return $"rg-4: primary ended as by a crash, address moved to its synchronous standby, promoted {(promoted - lost).TotalSeconds:0.0} s later; back {back.TotalSeconds:0.0} s after the loss, {afterwards.TotalSeconds:0.0} s after the order to promote; while it only read, {answered} of {asked} questions to userinfo and introspection were answered";
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
