using System.Diagnostics;
using JsHrss.Drills.Checks;
using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;

namespace JsHrss.Drills.Drills;

/// <summary>A site under load: what most drills need around what they do to it.</summary>
internal static class Stage
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    /// <summary>Sets the site up, loads it, does the drill, ends the load and checks everything that was acknowledged.</summary>
    /// <param name="options">Visitors and pause.</param>
    /// <param name="drill">What is done to the site; its words begin the figure line.</param>
    /// <param name="judge">What of the requests since the warm-up breaks the drill's own promise.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="before">What else is set up before the nodes start.</param>
    /// <param name="settings">Of both nodes.</param>
    public static async Task<int> RunAsync(Options options, Func<Site, Tally, CancellationToken, Task<string>> drill, Action<Tally, Tally.Entry[]> judge, CancellationToken ct, Func<Site, Task>? before = null, params string[] settings)
    {
        await using var site = await Site.StartAsync(together: true, ct, before, settings);
        var tally = new Tally();
        using var crowd = new Crowd(site.Address, tally, options.Visitors, options.Pause);
        crowd.Start();
        await Task.Delay(WarmUp, ct);
        var from = tally.Now;
        var said = await drill(site, tally, ct);
        await crowd.EndAsync();
        var seen = tally.Entries.Where(entry => entry.At >= from).ToArray();
        var took = tally.Now - from;
        foreach (var node in site.Nodes.Where(node => !node.IsRunning))
            await node.StartAsync(ct);
        var inDatabase = await InDatabase.CheckAsync(site.Database, crowd, tally);
        var afterwards = await Afterwards.CheckAsync([.. site.Nodes.Select(node => node.Address)], crowd, tally);
        var trail = await TrailAsync(site, tally);
        if (seen.Count(entry => entry.Status == 500) is > 0 and var internalErrors)
            tally.Violated($"{internalErrors} answers 500");
        judge(tally, seen);

        tally.Print();
        Console.WriteLine($"before the drill began: {tally.Troubles(entry => entry.At < from)}");
        foreach (var error in site.Errors().Take(12))
            Console.WriteLine("logged: " + error);
        Console.WriteLine($"""
            FIGURE {said}; {seen.Length} requests in {took:mm\:ss} ({seen.Length / took.TotalSeconds:0}/s), not answered or 5xx: {tally.Troubles(entry => entry.At >= from)};
              {inDatabase}; {afterwards}; audit trail: {trail}; starts that the node itself gave up: {site.Nodes.Sum(node => node.Refusals)};
              {tally.Violations} violations
            """);
        return tally.Violations == 0 ? 0 : 1;
    }

    /// <summary>What was interrupted must not have torn the audit trail.</summary>
    private static async Task<string> TrailAsync(Site site, Tally tally)
    {
        try
        {
            return (await site.CommandAsync(site.Nodes[0].Program, "audit", "verify")).Split('\n')[0].Trim();
        }
        catch (InvalidOperationException refused)
        {
            tally.Violated($"the audit trail: {refused.Message}");
            return "wrong";
        }
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> isSo, TimeSpan most, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (waited.Elapsed > most)
                throw new TimeoutException($"It was not so within {most}.");
            await Task.Delay(20, ct);
        }

        return waited.Elapsed;
    }
}
