using JsHrss.Drills.Load;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Drills;

/// <summary>Nodes that die, hang and are restarted.</summary>
internal static class NodeDrills
{
    /// <summary>RG-1: a random node is killed at a random moment and started again, many times.</summary>
    public static Task<int> KillsAsync(Options options, CancellationToken ct)
    {
        var kills = options.Number("kills", 100);
        var random = new Random(options.Number("seed", 1));
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                for (var kill = 1; kill <= kills; kill++)
                {
                    await Task.Delay(random.Next(200, 2500), stop);
                    var node = site.Nodes[random.Next(site.Nodes.Length)];
                    node.Kill();
                    await Task.Delay(random.Next(0, 500), stop);
                    await node.StartAsync(stop);
                    if (kill % 10 == 0)
                        Console.WriteLine($"  {kill} kills, {tally.Entries.Count} requests, {tally.Violations} violations");
                }

                return $"rg-1: {kills} kills of a random node";
            },
            static (_, _) => { },
            ct);
    }

    /// <summary>RG-2: one node is lost for a while. How long do clients feel it?</summary>
    public static Task<int> LossAsync(Options options, CancellationToken ct)
    {
        var losses = options.Number("losses", 10);
        var hangs = options.Word("how", "kill") == "hang";
        var windows = new List<TimeSpan>();
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                // As a monitor, or any relying party, asks for the keys.
                using var asking = CancellationTokenSource.CreateLinkedTokenSource(stop);
                using var monitor = new Caller(site.Address, tally);
                var monitoring = MonitorAsync(monitor, asking.Token);
                var during = new List<Tally.Entry>();
                for (var loss = 0; loss < losses; loss++)
                {
                    var node = site.Nodes[loss % site.Nodes.Length];
                    var at = tally.Now;
                    if (hangs)
                        await node.SignalAsync("STOP");
                    else
                        node.Kill();
                    await Task.Delay(TimeSpan.FromSeconds(8), stop);
                    var failed = tally.Entries.Where(entry => entry.IsTrouble && entry.End > at).Select(entry => entry.End).ToArray();
                    windows.Add(failed.Length == 0 ? TimeSpan.Zero : failed.Max() - at);
                    during.AddRange(tally.Entries.Where(entry => entry.End > at));
                    if (hangs)
                        await node.SignalAsync("CONT");
                    else
                        await node.StartAsync(stop);
                    await Task.Delay(TimeSpan.FromSeconds(3), stop);
                }

                await asking.CancelAsync();
                await monitoring;
                foreach (var kind in during.GroupBy(entry => entry.What).OrderBy(group => group.Key, StringComparer.Ordinal))
                    Console.WriteLine($"  while a node was lost: {kind.Key}: {kind.Count()}, failed {kind.Count(entry => entry.IsTrouble)}, longer than 1 s {kind.Count(entry => entry.Took > TimeSpan.FromSeconds(1))}, longest {kind.Max(entry => entry.Took).TotalSeconds:0.0} s");
                return $"rg-2: {losses} losses of one of two nodes ({(hangs ? "SIGSTOP" : "SIGKILL")}) for 8 s each, last failed request after {string.Join(", ", windows.Select(window => window.TotalMilliseconds.ToString("0")))} ms";
            },
            (tally, _) =>
            {
                if (windows.Max() > TimeSpan.FromSeconds(1))
                    tally.Violated($"an error window of {windows.Max().TotalSeconds:0.0} s, longer than 1 s");
            },
            ct);
    }

    private static async Task MonitorAsync(Caller caller, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await caller.GetAsync("keys", "/connect/jwks");
            await Task.Delay(1000, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>RG-3: every node is ended by SIGTERM and started again, one after the other, five times.</summary>
    public static Task<int> RollingAsync(Options options, CancellationToken ct)
    {
        var rounds = options.Number("rounds", 5);
        var takesOut = options.Word("take-out", "no") == "yes";
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                for (var round = 1; round <= rounds; round++)
                {
                    foreach (var node in site.Nodes)
                    {
                        if (takesOut)
                            await site.Proxy.TakeOutAsync(node.Port);
                        await node.EndAsync(stop);
                        await node.StartAsync(stop);
                        if (takesOut)
                            await site.Proxy.TakeOutAsync();
                        await Task.Delay(500, stop);
                    }

                    Console.WriteLine($"  {round} rounds, {tally.Entries.Count} requests, trouble: {tally.Troubles()}");
                }

                return $"rg-3: {rounds} rolling restarts of two nodes by SIGTERM{(takesOut ? ", each taken out of nginx before" : "")}";
            },
            static (tally, seen) =>
            {
                if (seen.Count(entry => entry.IsTrouble) is > 0 and var failed)
                    tally.Violated($"{failed} requests failed");
            },
            ct);
    }
}
