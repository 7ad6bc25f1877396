using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Drills;

/// <summary>RG-6: many connections on both nodes fight for one thing: a code, a refresh token, the last attempts before a lock.</summary>
internal sealed class ContentionDrill(Site site, Tally tally)
{
    private const int AtOnce = 20;
    private const int Lockout = 5;
    private const string Locked = "13000000001";

    private readonly Caller[] _callers = [.. site.Nodes.Select(node => new Caller(node.Address, tally))];
    private int _attempts;
    private (int Codes, int Refreshes, int Families, int Locks) _fought;

    public static async Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var most = options.Number("attempts", 100_000);
        await using var site = await Site.StartAsync(together: true, ct);
        var tally = new Tally();
        var drill = new ContentionDrill(site, tally);
        var browser = await drill.SignInAsync();
        var credential = (await site.Database.AskAsync("select count(*) from credential"))[0];
        for (var round = 0; drill._attempts < most && !ct.IsCancellationRequested; round++)
        {
            switch (round % 8)
            {
                case 0:
                    await drill.LockAsync();
                    break;
                case < 4:
                    await drill.CodeAsync(browser);
                    break;
                default:
                    await drill.RefreshAsync(browser, round % 2 == 0 ? Party.Rotating : Party.Open);
                    break;
            }

            if (round % 400 == 399)
                Console.WriteLine($"  {drill._attempts} attempts, {tally.Violations} violations");
        }

        foreach (var (what, sql) in new[]
        {
            ("grants with two good refresh tokens", """select count(*) from (select "grant" from refresh_token where spent_at is null group by "grant" having count(*) > 1) x"""),
            ("grants with two first refresh tokens", """select count(*) from (select "grant" from refresh_token t where not exists (select 1 from refresh_token p where p.successor = t.id) group by "grant" having count(*) > 1) x"""),
            ("refresh tokens with two predecessors", "select count(*) from (select successor from refresh_token where successor is not null group by successor having count(*) > 1) x"),
        })
        {
            if (await site.Database.CountAsync(sql) is > 0 and var found)
                tally.Violated($"in the database: {found} {what}");
        }

        if (tally.Entries.Count(entry => entry.IsTrouble) is > 0 and var trouble)
            tally.Violated($"{trouble} attempts were not answered or 5xx: {tally.Troubles()}");
        tally.Print();
        foreach (var error in site.Errors().Take(12))
            Console.WriteLine("logged: " + error);
        Console.WriteLine($"FIGURE rg-6: {drill._attempts} contended attempts by {AtOnce} at once on two nodes ({drill._fought.Codes} codes, {drill._fought.Refreshes} rotations in {drill._fought.Families} families, {drill._fought.Locks} locks of a password) in {tally.Now:mm\\:ss}, {credential} credentials planted; {tally.Violations} violations");
        foreach (var caller in drill._callers)
            caller.Dispose();
        return tally.Violations == 0 ? 0 : 1;
    }

    private async Task<Reply[]> AllAtOnceAsync(Func<Caller, Task<Reply>> attempt)
    {
        _attempts += AtOnce;
        using var gate = new SemaphoreSlim(0);
        var all = Enumerable.Range(0, AtOnce).Select(n => Task.Run(async () =>
        {
            await gate.WaitAsync();
            return await attempt(_callers[n % _callers.Length]);
        })).ToArray();
        gate.Release(AtOnce);
        return await Task.WhenAll(all);
    }

    private async Task<string> SignInAsync()
    {
        var (form, stopped) = await _callers[0].FillInAsync(Party.Keeping, RelyingParty.Accounts[4], RelyingParty.Password);
        return RelyingParty.SessionOf(await _callers[0].SendAsync(form ?? throw new InvalidOperationException($"No sign-in page: {stopped}"))) ?? throw new InvalidOperationException("The sign-in gave no session.");
    }

    private async Task<(string Code, string Verifier)> NewCodeAsync(string browser, Party party)
    {
        var verifier = RelyingParty.NewVerifier();
        var answer = await _callers[0].AuthorizeAsync(party, verifier, browser);
        return (answer.Parameter("code") ?? throw new InvalidOperationException($"No code: {answer}"), verifier);
    }

    private async Task CodeAsync(string browser)
    {
        _fought.Codes++;
        var (code, verifier) = await NewCodeAsync(browser, Party.Rotating);
        var answers = await AllAtOnceAsync(caller => caller.RedeemAsync(Party.Rotating, code, verifier));
        var won = answers.Where(answer => answer.Status == 200).ToArray();
        Unless(won.Length == 1, $"one code was redeemed {won.Length} times");
        Unless(answers.All(answer => answer.Status == 200 || answer.Error == "invalid_grant"), $"one of many redemptions: {string.Join(", ", answers.Select(answer => answer.ToString()).Distinct())}");
        // The losers are taken for thieves, and so is the winner (RFC 6749 §4.1.2).
        if (won.Length > 0)
            Unless((await _callers[1].RefreshAsync(Party.Rotating, won[0].Text("refresh_token")!)).Error == "invalid_grant", "what the first redemption gave is good although the code was presented again");
    }

    private async Task RefreshAsync(string browser, Party party)
    {
        _fought.Families++;
        var (code, verifier) = await NewCodeAsync(browser, party);
        var token = (await _callers[1].RedeemAsync(party, code, verifier)).Text("refresh_token")!;
        for (var rotation = 0; rotation < 4; rotation++)
        {
            _fought.Refreshes++;
            var present = token;
            var answers = await AllAtOnceAsync(caller => caller.RefreshAsync(party, present));
            Unless(answers.All(answer => answer.Status == 200), $"one of many refreshes at once: {string.Join(", ", answers.Select(answer => answer.ToString()).Distinct())}");
            var successors = answers.Select(answer => answer.Text("refresh_token")).OfType<string>().Distinct().ToArray();
            Unless(successors.Length == 1 && successors[0] != present, $"one refresh token brought {successors.Length} successors");
            if (successors.Length == 0)
                return;
            token = successors[0];
        }
    }

    /// <summary>Wrong passwords at once: exactly five are counted, five more are compared for the owner's sake, and no right one opens anything.</summary>
    private async Task LockAsync()
    {
        _fought.Locks++;
        const string mine = """id = (select c.id from credential c join session s on s.person = c.person where c.membership is null order by s.created_at desc limit 1)""";
        if (_fought.Locks == 1)
        {
            // Whose credential it is, the database can be asked by a sign-in that succeeds.
            var (form, _) = await _callers[0].FillInAsync(Party.Keeping, Locked, RelyingParty.Password);
            Unless(RelyingParty.SessionOf(await _callers[0].SendAsync(form!)) is not null, "the right password before the lock");
            _credential = (await site.Database.AskAsync($"select id from credential where {mine}"))[0];
        }

        var forms = new Form[_callers.Length];
        for (var n = 0; n < forms.Length; n++)
            forms[n] = (await _callers[n].FillInAsync(Party.Keeping, Locked, "Wrong-2026!")).Form!;
        var answers = await AllAtOnceAsync(caller => caller.SendAsync(forms[Array.IndexOf(_callers, caller)]));
        Unless(answers.All(answer => answer.Status is 200 or 400 or 401 or 403 or 422 or 429), $"wrong passwords: {string.Join(", ", answers.Select(answer => answer.ToString()).Distinct())}");
        var state = (await site.Database.AskAsync($"select failures, locked_until is not null, compared_while_locked from credential where id = '{_credential}'"))[0];
        Unless(state == $"{Lockout}|t|{Lockout}", $"after {AtOnce} wrong passwords at once the credential says {state}");
        var right = forms.Select(form => form with { Fields = [.. form.Fields.Select(field => field.Name == "Password" ? (field.Name, RelyingParty.Password) : field)] }).ToArray();
        var opened = await AllAtOnceAsync(caller => caller.SendAsync(right[Array.IndexOf(_callers, caller)]));
        Unless(Array.TrueForAll(opened, answer => RelyingParty.SessionOf(answer) is null), "a locked password opened a session");
        await site.Database.AskAsync($"update credential set failures = 0, window_from = null, locked_until = null, compared_while_locked = 0 where id = '{_credential}'");
    }

    private string _credential = "";

    private void Unless(bool right, string otherwise)
    {
        if (!right)
            tally.Violated(otherwise);
    }
}
