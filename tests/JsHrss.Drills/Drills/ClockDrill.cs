using System.Globalization;
using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;

namespace JsHrss.Drills.Drills;

/// <summary>RG-8: the nodes' machines tell wrong times, and are set by hours while they serve.</summary>
internal static class ClockDrill
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan[] Jumps = [TimeSpan.FromHours(1), -TimeSpan.FromHours(1), TimeSpan.FromHours(24), -TimeSpan.FromHours(24)];

    public static Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var stays = TimeSpan.FromSeconds(options.Number("seconds", 6));
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                foreach (var node in site.Nodes)
                    await IsSoAsync(node, stop);
                var (jumps, starts) = (0, 0);
                foreach (var jump in Jumps)
                {
                    // One is set while the other is right, then the other way round, then both.
                    foreach (var set in new[] { site.Nodes[..1], site.Nodes[1..], site.Nodes })
                    {
                        var right = Array.ConvertAll(set, node => node.Clock!.Ahead);
                        foreach (var node in set)
                            node.Clock!.Set(node.Clock.Ahead + jump);
                        await Task.Delay(stays, stop);
                        await IsSoAsync(set[0], stop);
                        if (set.Length == 1)
                        {
                            // A node that starts on a wrong clock.
                            await set[0].EndAsync(stop);
                            await set[0].StartAsync(stop);
                            await Task.Delay(stays / 2, stop);
                            starts++;
                        }

                        for (var n = 0; n < set.Length; n++)
                            set[n].Clock!.Set(right[n]);
                        await Task.Delay(stays / 2, stop);
                        jumps += 2 * set.Length;
                    }

                    Console.WriteLine($"  {jump} and back, {tally.Entries.Count} requests, {tally.Violations} violations, trouble: {tally.Troubles()}");
                }

                return $"rg-8: clocks of two nodes {2 * Apart.TotalSeconds:0} s apart, set {jumps} times by 1 h or 24 h forth or back, {starts} starts on a clock that was wrong so";
            },
            static (tally, seen) =>
            {
                if (seen.Count(entry => entry.IsTrouble && entry.Status != 503) is > 0 and var failed)
                    tally.Violated($"{failed} requests failed otherwise than by 503");
            },
            ct,
            async site =>
            {
                foreach (var (node, apart) in site.Nodes.Zip([Apart, -Apart]))
                {
                    node.Clock = await NodeClock.MakeAsync(site.Folder, node.Name);
                    node.Clock.Set(apart);
                }
            });
    }

    /// <summary>A clock that is only believed to be set proves nothing: the framework writes its machine's time on each answer.</summary>
    private static async Task IsSoAsync(Node node, CancellationToken ct)
    {
        using var http = new HttpClient();
        await Task.Delay(1100, ct); // it writes the same for a second
        using var answer = await http.GetAsync(new Uri(node.Address, "/connect/jwks"), ct);
        var told = DateTimeOffset.Parse(answer.Headers.NonValidated["Date"].ToString(), CultureInfo.InvariantCulture);
        if ((told - DateTimeOffset.UtcNow - node.Clock!.Ahead).Duration() > TimeSpan.FromSeconds(5))
            throw new InvalidOperationException($"Node {node.Name} tells {told:O}: its clock is not {node.Clock.Ahead} ahead.");
    }
}
