using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Drills;

/// <summary>RG-8: the nodes' machines tell different times and jump, while the database's is right. libfaketime stands between a node and its machine's clock.</summary>
internal static class ClockDrill
{
    private static readonly TimeSpan CodeLives = TimeSpan.FromSeconds(61);
    private static readonly string[] Jumps = ["+15 -15", "+3600 +0", "+0 -3600", "+86400 +0", "+0 -86400", "-3600 -3600", "+3600 +3600", "+0 +0"];

    public static Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var library = Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
            ?? throw new ArgumentException("libfaketime is not installed. On Debian, as root: apt-get install faketime");
        return Stage.RunAsync(
            options,
            async (site, tally, stop) =>
            {
                await SetAsync(site, "+0 +0");
                foreach (var node in site.Nodes)
                {
                    node.Variables["LD_PRELOAD"] = library;
                    node.Variables["FAKETIME_TIMESTAMP_FILE"] = FileOf(site, node);
                    node.Variables["FAKETIME_CACHE_DURATION"] = "1"; // seconds; without any, each look at a clock would open the file
                    node.Variables["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
                    node.Variables["DONT_FAKE_MONOTONIC"] = "1";
                    await site.Proxy.TakeOutAsync(node.Port);
                    await node.EndAsync(stop);
                    await node.StartAsync(stop);
                    await site.Proxy.TakeOutAsync();
                }

                var quiet = new Tally();
                var callers = site.Nodes.Select(node => new Caller(node.Address, quiet)).ToArray();
                var over = await WhatIsOverAsync(callers[0], stop);
                var asked = 0;
                foreach (var jump in Jumps)
                {
                    await SetAsync(site, jump);
                    Console.WriteLine($"  clocks {jump}, {tally.Entries.Count} requests, {tally.Violations} violations");
                    // At once, and when the nodes have asked the database again.
                    for (var time = 0; time < 4; time++)
                    {
                        foreach (var caller in callers)
                        {
                            foreach (var (what, ask) in over)
                            {
                                asked++;
                                if (await ask(caller) is { } revived)
                                    tally.Violated($"clocks {jump}: {what}: {revived}");
                            }
                        }

                        await Task.Delay(TimeSpan.FromSeconds(2), stop);
                    }
                }

                foreach (var caller in callers)
                    caller.Dispose();
                return $"rg-8: clocks of two nodes 30 s apart, and jumps of one or both by +/-1 h and +/-24 h under load; {asked} times presented what was over";
            },
            static (tally, seen) =>
            {
                if (seen.Count(entry => entry.IsTrouble) is > 0 and var failed)
                    tally.Violated($"{failed} requests failed");
            },
            ct);
    }

    /// <summary>Things that have ended, each with a question whose answer is null when it still is over.</summary>
    private static async Task<(string What, Func<Caller, Task<string?>> Ask)[]> WhatIsOverAsync(Caller caller, CancellationToken ct)
    {
        var (form, stopped) = await caller.FillInAsync(Party.Rotating, RelyingParty.Accounts[4], RelyingParty.Password);
        var session = RelyingParty.SessionOf(await caller.SendAsync(form ?? throw new InvalidOperationException($"No sign-in page: {stopped}")))!;
        var verifier = RelyingParty.NewVerifier();
        var unused = (await caller.AuthorizeAsync(Party.Rotating, verifier, session)).Parameter("code")!;
        var (_, first) = await TokensAsync(caller, session);
        var rotated = await caller.RefreshAsync(Party.Rotating, first);
        var (access, revoked) = await TokensAsync(caller, session);
        await caller.RevokeAsync(Party.Rotating, revoked);
        await Task.Delay(CodeLives, ct);
        return
        [
            ("an expired code", async one => (await one.RedeemAsync(Party.Rotating, unused, verifier)) is { Error: not "invalid_grant" } answer ? answer.ToString() : null),
            ("a refresh token of a revoked grant", async one => (await one.RefreshAsync(Party.Rotating, revoked)) is { Error: not "invalid_grant" } answer ? answer.ToString() : null),
            ("an access token of a revoked grant", async one => (await one.IntrospectAsync(access)) is { Status: 200 } answer && !answer.IsActive() ? null : "active"),
            ("a refresh token that was rotated a minute ago", async one => (await one.RefreshAsync(Party.Rotating, first)) is { Error: not "invalid_grant" } answer ? answer.ToString() : null),
            ("its successor, after the theft was noticed", async one => (await one.RefreshAsync(Party.Rotating, rotated.Text("refresh_token")!)) is { Error: not "invalid_grant" } answer ? answer.ToString() : null),
        ];
    }

    private static async Task<(string Access, string Refresh)> TokensAsync(Caller caller, string session)
    {
        var verifier = RelyingParty.NewVerifier();
        var tokens = await caller.RedeemAsync(Party.Rotating, (await caller.AuthorizeAsync(Party.Rotating, verifier, session)).Parameter("code")!, verifier);
        return (tokens.Text("access_token")!, tokens.Text("refresh_token")!);
    }

    private static async Task SetAsync(Site site, string jump)
    {
        foreach (var (node, by) in site.Nodes.Zip(jump.Split(' ')))
        {
            // Replaced as a whole: a node reads it every second.
            await File.WriteAllTextAsync(FileOf(site, node) + ".next", by + "s\n");
            File.Move(FileOf(site, node) + ".next", FileOf(site, node), overwrite: true);
        }
    }

    private static string FileOf(Site site, Node node) => Path.Combine(site.Folder, "clock-" + node.Name);
}
