using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Drills;

/// <summary>A database that restarts, goes away and stands still.</summary>
internal static class DatabaseDrills
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>RG-4: PostgreSQL restarts under load.</summary>
    public static Task<int> RestartAsync(Options options, CancellationToken ct)
    {
        var restarts = options.Number("restarts", 5);
        var mode = options.Word("mode", "fast");
        if (mode == "promote")
            return PromotionDrill.RunAsync(options, ct);
        var back = new List<TimeSpan>();
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                for (var restart = 0; restart < restarts; restart++)
                {
                    await Task.Delay(TimeSpan.FromSeconds(3), stop);
                    await site.Database.DownAsync(mode);
                    await site.Database.UpAsync();
                    back.Add(await BackAsync(site, tally, stop));
                }

                return $"rg-4: {restarts} restarts of PostgreSQL ({mode}), back {string.Join(", ", back.Select(one => one.TotalSeconds.ToString("0.0")))} s after it accepted connections";
            },
            (tally, seen) =>
            {
                OnlyUnavailable(tally, seen);
                if (back.Max() > BackWithin)
                    tally.Violated($"back after {back.Max().TotalSeconds:0.0} s, later than 10 s");
            },
            ct);
    }

    /// <summary>RG-5: the database is away for a while. What needs none is answered, and nobody waits long.</summary>
    public static Task<int> AwayAsync(Options options, CancellationToken ct)
    {
        var seconds = options.Number("seconds", 20);
        var freezes = options.Word("how", "stop") == "freeze";
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                using var caller = new Caller(site.Address, tally);
                if (freezes)
                    await site.Database.FreezeAsync();
                else
                    await site.Database.DownAsync("fast");
                var until = tally.Now + TimeSpan.FromSeconds(seconds);
                var (asked, failed, live, notReady) = (0, 0, 0, 0);
                while (tally.Now < until)
                {
                    foreach (var (what, path) in new[] { ("discovery", "/.well-known/openid-configuration"), ("keys", "/connect/jwks") })
                    {
                        asked++;
                        failed += (await caller.GetAsync(what, path)).Status == 200 ? 0 : 1;
                    }

                    foreach (var node in site.Nodes)
                    {
                        live += await node.HealthAsync("live", stop) == 200 ? 1 : 0;
                        notReady += await node.HealthAsync("ready", stop) == 503 ? 1 : 0;
                    }

                    await Task.Delay(100, stop);
                }

                if (freezes)
                    await site.Database.ThawAsync();
                else
                    await site.Database.UpAsync();
                var back = await BackAsync(site, tally, stop);
                await Task.Delay(TimeSpan.FromSeconds(5), stop);
                if (failed > 0 || live != asked)
                    tally.Violated($"of {asked} requests for discovery and keys {failed} failed, of {asked} questions whether a node lives {asked - live} did");
                return $"rg-5: database {(freezes ? "frozen" : "stopped")} for {seconds} s; {asked} times discovery or keys: {failed} failed; alive {live} of {asked}, not ready {notReady} of {asked}; back {back.TotalSeconds:0.0} s afterwards";
            },
            (tally, seen) =>
            {
                OnlyUnavailable(tally, seen);
                if (seen.Where(entry => entry.Took > Longest).ToArray() is { Length: > 0 } slow)
                    tally.Violated($"{slow.Length} requests took longer than 5 s: {string.Join(", ", slow.OrderByDescending(entry => entry.Took).Select(entry => $"{entry.What} {entry.Status} {entry.Took.TotalSeconds:0.0} s from {(entry.At - seen[0].At).TotalSeconds:0.0} s on"))}");
            },
            ct);
    }

    /// <summary>Until both nodes serve a request that needs the database.</summary>
    public static async Task<TimeSpan> BackAsync(Site site, Tally tally, CancellationToken ct)
    {
        var from = tally.Now;
        var quiet = new Tally();
        foreach (var node in site.Nodes)
        {
            using var caller = new Caller(node.Address, quiet);
            await Stage.UntilAsync(async () => (await caller.AuthorizeAsync(Party.Keeping, RelyingParty.NewVerifier(), null, silently: false)).Status is 302 or 303, TimeSpan.FromSeconds(60), ct);
        }

        return tally.Now - from;
    }

    public static void OnlyUnavailable(Tally tally, Tally.Entry[] seen)
    {
        if (seen.Count(entry => entry is { Status: 503, SaysWhen: false }) is > 0 and var silent)
            tally.Violated($"{silent} answers 503 without Retry-After");
        if (seen.Where(entry => entry.IsTrouble && entry.Status != 503).ToArray() is { Length: > 0 } others)
            tally.Violated($"{others.Length} failures other than 503: {string.Join(", ", others.GroupBy(entry => entry.Status == 0 ? entry.Failure! : $"{entry.Status}").Select(group => $"{group.Count()} x {group.Key} ({string.Join(", ", group.Select(entry => entry.What).Distinct())})"))}");
    }
}
