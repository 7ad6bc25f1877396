using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Drills;

/// <summary>How soon one node learns what was ended on another.</summary>
internal static class RevocationDrill
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var times = options.Number("times", 30);
        var cut = options.Word("notices", "on") == "cut";
        await using var site = await Site.StartAsync(together: true, ct);
        if (cut)
            await CutAsync(site, ct);
        var tally = new Tally();
        using var here = new Caller(site.Nodes[0].Address, tally);
        using var there = new Caller(site.Nodes[1].Address, tally);
        var learnt = new Dictionary<string, List<TimeSpan>> { ["revocation"] = [], ["sign-out"] = [] };
        for (var time = 0; time < times; time++)
        {
            foreach (var (what, took) in learnt)
                took.Add(await OnceAsync(what == "sign-out", here, there, tally, ct));
        }

        foreach (var (what, took) in learnt)
        {
            if (took.Max() > Within)
                tally.Violated($"a {what} was learnt after {took.Max().TotalSeconds:0.0} s, later than 5 s");
        }

        if (cut && await site.Database.CountAsync("select count(*) from cut.told") == 0)
            throw new InvalidOperationException("No word between the nodes was swallowed.");
        tally.Print();
        Console.WriteLine($"FIGURE revocation, words between nodes {(cut ? "swallowed" : "heard")}: {string.Join("; ", learnt.Select(one => $"{one.Value.Count} of {one.Key} on one node, told over by userinfo and introspection of the other within {Told(one.Value)} ms"))}; {tally.Violations} violations");
        return tally.Violations == 0 ? 0 : 1;
    }

    /// <summary>
    /// The database swallows the words that nodes tell each other, and neither notices: their call of pg_notify leads to a function of ours that only writes down that it was called.
    /// </summary>
    private static async Task CutAsync(Site site, CancellationToken ct)
    {
        foreach (var sql in new[]
        {
            "create schema cut",
            "create table cut.told (keys text)",
            "create function cut.pg_notify(text, text) returns void language sql as 'insert into cut.told values ($2)'",
            "alter database idp set search_path = cut, public, pg_catalog",
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'idp' and pid <> pg_backend_pid()",
        })
            await site.Database.AskAsync(sql);
        await Task.Delay(TimeSpan.FromSeconds(3), ct);
    }

    private static string Told(List<TimeSpan> took)
    {
        var sorted = took.Order().ToArray();
        return $"{sorted[sorted.Length / 2].TotalMilliseconds:0} (median), {sorted[^1].TotalMilliseconds:0} (most)";
    }

    /// <summary>Both answers of the other node are as young as can be when it happens: that is the worst case.</summary>
    private static async Task<TimeSpan> OnceAsync(bool signsOut, Caller here, Caller there, Tally tally, CancellationToken ct)
    {
        var (tokens, session) = await here.GetTokensAsync(Party.Keeping);
        var access = tokens.Text("access_token")!;
        if ((await there.UserInfoAsync(access)).Status != 200 || !(await there.IntrospectAsync(access)).IsActive())
            throw new InvalidOperationException("A good access token is not served.");
        var ended = signsOut ? await here.SignOutAsync(tokens.Text("id_token")!, session) : await here.RevokeAsync(Party.Keeping, tokens.Text("refresh_token")!);
        if (ended.IsTrouble || ended.Status >= 400)
            throw new InvalidOperationException($"It could not be ended: {ended}");
        var from = tally.Now;
        var took = await Stage.UntilAsync(async () => (await there.UserInfoAsync(access)).Status == 401 && !(await there.IntrospectAsync(access)).IsActive(), TimeSpan.FromSeconds(30), ct);
        if (!(await there.RefreshAsync(Party.Keeping, tokens.Text("refresh_token")!)).Error!.Equals("invalid_grant", StringComparison.Ordinal))
            tally.Violated($"a refresh token is good {(tally.Now - from).TotalSeconds:0.0} s after it was ended");
        return took;
    }
}
