using JsHrss.Drills.Load;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Checks;

/// <summary>When all is quiet: is what was acknowledged so, on both nodes, and is what was ended still over?</summary>
internal static class Afterwards
{
    /// <summary>Two at once, so that four requests are under way.</summary>
    private const int AtOnce = 4;

    public static async Task<string> CheckAsync(IReadOnlyList<Uri> nodes, Crowd crowd, Tally tally)
    {
        var quiet = new Tally();
        var callers = nodes.Select(node => new Caller(node, quiet)).ToArray();
        var families = crowd.Families.ToArray();
        var browsers = crowd.Visitors.SelectMany(visitor => visitor.Browsers).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };

        // What lives first: the questions about what is over end what they ask for.
        await Parallel.ForEachAsync(browsers, options, async (browser, _) =>
        {
            foreach (var caller in callers)
            {
                var answer = await caller.AuthorizeAsync(Party.Keeping, RelyingParty.NewVerifier(), browser.Cookies);
                if (browser.Fate == Fate.Lives)
                    Unless(answer.Parameter("code") is not null, $"an acknowledged sign-in is lost: {answer}");
                else if (browser.Fate == Fate.SignedOut)
                    Unless(answer.Error == "login_required", $"an acknowledged sign-out is undone: {answer}");
            }
        });
        await Parallel.ForEachAsync(families.Where(family => family.Fate == Fate.Lives && family.Refresh.Count > 0), options, async (family, _) =>
        {
            var answers = new List<Reply>();
            foreach (var caller in callers)
                answers.Add(await caller.RefreshAsync(family.Party, family.Refresh[^1]));
            Unless(answers.TrueForAll(answer => answer.Status == 200), $"an acknowledged refresh token of {family.Party.Id} is lost: {string.Join(", ", answers)}");
            // The second node answers within the grace, so with the same successor.
            Unless(!family.Party.Rotates || answers.Select(answer => answer.Text("refresh_token")).Distinct().Count() == 1, "two nodes gave two successors of one refresh token");
        });
        await Parallel.ForEachAsync(families.Where(family => family.Fate is Fate.Revoked or Fate.SignedOut or Fate.Ended), options, async (family, _) =>
        {
            foreach (var caller in callers)
            {
                if (family.Refresh.Count > 0)
                {
                    var answer = await caller.RefreshAsync(family.Party, family.Refresh[^1]);
                    Unless(answer.Error == "invalid_grant", $"a family that was {family.Fate} lives again: {answer}");
                }

                if (family.Access is { } access)
                {
                    var told = await caller.IntrospectAsync(access);
                    Unless(told.Status == 200 && !told.IsActive(), $"an access token of a family that was {family.Fate} is active: {told} {told.Body}");
                }
            }
        });
        await Parallel.ForEachAsync(families, options, async (family, _) =>
        {
            var answer = await callers[family.Code[^1] % callers.Length].RedeemAsync(family.Party, family.Code, family.Verifier);
            // One that was never redeemed, as far as was told, may be good yet.
            Unless(answer.Error == "invalid_grant" || (answer.Status == 200 && family.Fate == Fate.Doubtful && family.Refresh.Count == 0), $"a code is redeemed again: {answer}");
        });
        foreach (var caller in callers)
            caller.Dispose();
        return $"{browsers.Length} sign-ins, {families.Length} authorizations ({string.Join(", ", families.GroupBy(family => family.Fate).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}"))}), {families.Sum(family => family.Refresh.Count)} refresh tokens checked on {callers.Length} nodes by {quiet.Entries.Count} requests";

        void Unless(bool right, string otherwise)
        {
            if (!right)
                tally.Violated("afterwards: " + otherwise);
        }
    }
}
