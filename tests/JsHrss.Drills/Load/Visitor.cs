using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Load;

/// <summary>
/// One relying party with one browser, without pause through every operation. It knows what it was told, tells apart what it was not told, and notes whatever contradicts.
/// An answer that did not come is asked for again, as a relying party does.
/// </summary>
internal sealed class Visitor(Caller caller, Tally tally, Party party, string account, TimeSpan pause, int seed)
{
    /// <summary>In which a rotated token brings the same successor again (storage design §3: 10 s), less what a slow machine may take.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8.5);

    /// <summary>How long what was revoked on one node may still be told active by another.</summary>
    private static readonly TimeSpan StateHolds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AccessLives = TimeSpan.FromMinutes(4.5);

    private readonly Random _random = new(seed);
    private SignedInBrowser? _browser;

    public List<Family> Families { get; } = [];

    public List<SignedInBrowser> Browsers { get; } = [];

    public int Lives { get; private set; }

    public async Task RunAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            if (_browser is null && !await SignInAsync(enough))
                continue;
            if (await BeginAsync(enough) is not { } family)
                continue;
            Lives++;
            for (var use = _random.Next(2, 6); use > 0 && family.Fate == Fate.Lives && !enough.IsCancellationRequested; use--)
                await UseAsync(family, enough);
            if (family.Fate != Fate.Lives || enough.IsCancellationRequested)
                continue;
            switch (_random.Next(10))
            {
                case < 3:
                    await RevokeAsync(family, enough);
                    break;
                case 3:
                    await SignOutAsync(family, enough);
                    break;
                case 4:
                    _browser = null; // goes on in another browser; this session stays
                    break;
            }
        }
    }

    private async Task<bool> SignInAsync(CancellationToken enough)
    {
        var (form, stopped) = await caller.FillInAsync(party, account, RelyingParty.Password);
        if (form is null)
        {
            Unless(stopped.IsTrouble, $"the way to the sign-in page: {stopped}");
            await RestAsync(stopped, enough);
            return false;
        }

        var sent = await caller.SendAsync(form);
        if (RelyingParty.SessionOf(sent) is not { } session)
        {
            Unless(sent.IsTrouble, $"sign-in with the right password: {sent}");
            await RestAsync(sent, enough);
            return false;
        }

        Browsers.Add(_browser = new SignedInBrowser(session));
        return true;
    }

    /// <summary>Code and tokens. Sometimes the code is sent twice at once.</summary>
    private async Task<Family?> BeginAsync(CancellationToken enough)
    {
        var verifier = RelyingParty.NewVerifier();
        var answer = await caller.AuthorizeAsync(party, verifier, _browser!.Cookies);
        if (answer.Parameter("code") is not { } code)
        {
            Unless(answer.IsTrouble, $"authorization in a browser with a session: {answer}");
            if (!answer.IsTrouble)
                _browser = null;
            await RestAsync(answer, enough);
            return null;
        }

        var family = new Family(party, code, verifier, _browser);
        Families.Add(family);
        if (_random.Next(12) == 0)
        {
            await RedeemTwiceAsync(family);
            return null;
        }

        for (var uncertain = false; ; uncertain = true)
        {
            var redeemed = await caller.RedeemAsync(party, code, verifier);
            if (redeemed.Status == 200)
            {
                Take(family, redeemed);
                await RestAsync(redeemed, enough);
                return family;
            }

            if (!redeemed.IsTrouble)
            {
                // After an answer that never came it may have been redeemed: then the second attempt ends the family (RFC 6749 §4.1.2).
                Unless(uncertain && redeemed.Error == "invalid_grant", $"redemption of a new code: {redeemed}");
                family.Fate = Fate.Ended;
                return null;
            }

            await RestAsync(redeemed, enough);
            if (enough.IsCancellationRequested || tally.Now - answer.At > TimeSpan.FromSeconds(45))
            {
                family.Fate = Fate.Doubtful;
                return null;
            }
        }
    }

    private async Task RedeemTwiceAsync(Family family)
    {
        var both = await Task.WhenAll(caller.RedeemAsync(party, family.Code, family.Verifier), caller.RedeemAsync(party, family.Code, family.Verifier));
        Unless(both.Count(one => one.Status == 200) <= 1, "one code was redeemed twice");
        foreach (var one in both)
            Unless(one.Status == 200 || one.IsTrouble || one.Error == "invalid_grant", $"one of two redemptions at once: {one}");
        family.Fate = Array.Exists(both, one => one.Error == "invalid_grant") ? Fate.Ended : Fate.Doubtful;
        if (Array.Find(both, one => one.Status == 200) is { } winner)
            family.Refresh.Add(winner.Text("refresh_token")!);
    }

    private async Task UseAsync(Family family, CancellationToken enough)
    {
        Reply reply;
        switch (_random.Next(8))
        {
            case < 3 when tally.Now - family.AccessAt < AccessLives:
                reply = await caller.UserInfoAsync(family.Access!);
                Unless(reply.IsTrouble || reply.Text("sub") is { Length: > 0 }, $"userinfo with a good access token: {reply}");
                break;
            case < 5 when tally.Now - family.AccessAt < AccessLives:
                reply = await caller.IntrospectAsync(family.Access!);
                Unless(reply.IsTrouble || (reply.Status == 200 && reply.IsActive()), $"introspection of a good access token: {reply} {reply.Body}");
                break;
            case 5 when party.Rotates:
                await RefreshTwiceAsync(family);
                return;
            default:
                await RefreshAsync(family, enough);
                return;
        }

        await RestAsync(reply, enough);
    }

    private async Task RefreshAsync(Family family, CancellationToken enough)
    {
        var first = tally.Now;
        for (var uncertain = false; ; uncertain = true)
        {
            var reply = await caller.RefreshAsync(party, family.Refresh[^1]);
            if (reply.Status == 200)
            {
                Take(family, reply);
                await RestAsync(reply, enough);
                return;
            }

            if (!reply.IsTrouble)
            {
                // Only a rotation whose answer got lost longer ago than the grace looks like a thief's.
                var late = uncertain && party.Rotates && reply.Error == "invalid_grant" && tally.Now - first > Grace;
                Unless(late, $"refresh of a good token{(uncertain ? $", {(tally.Now - first).TotalSeconds:0.0} s after a lost answer" : "")}: {reply}");
                family.Fate = late ? Fate.Ended : Fate.Doubtful;
                return;
            }

            await RestAsync(reply, enough);
            if (enough.IsCancellationRequested)
            {
                family.Fate = party.Rotates ? Fate.Doubtful : family.Fate;
                return;
            }
        }
    }

    private async Task RefreshTwiceAsync(Family family)
    {
        var both = await Task.WhenAll(caller.RefreshAsync(party, family.Refresh[^1]), caller.RefreshAsync(party, family.Refresh[^1]));
        var got = both.Where(one => one.Status == 200).ToArray();
        Unless(got.Select(one => one.Text("refresh_token")).Distinct().Count() <= 1, "one refresh token brought two successors");
        foreach (var one in both)
            Unless(one.Status == 200 || one.IsTrouble, $"one of two refreshes at once: {one}");
        if (got.Length > 0)
            Take(family, got[0]);
        else
            family.Fate = Fate.Doubtful;
    }

    private async Task RevokeAsync(Family family, CancellationToken enough)
    {
        var access = family.Access!;
        Reply reply;
        do
        {
            family.Fate = Fate.Doubtful;
            reply = await caller.RevokeAsync(party, family.Refresh[^1]);
            await RestAsync(reply, enough);
        }
        while (reply.IsTrouble && !enough.IsCancellationRequested);
        Unless(reply.IsTrouble || reply.Status == 200, $"revocation: {reply}");
        if (reply.Status != 200)
            return;
        var revoked = tally.Now;
        family.Fate = Fate.Revoked;
        var refresh = await caller.RefreshAsync(party, family.Refresh[^1]);
        Unless(refresh.IsTrouble || refresh.Error == "invalid_grant", $"refresh after the revocation: {refresh}");
        if (_random.Next(6) != 0)
            return;
        var left = revoked + StateHolds - tally.Now;
        if (left > TimeSpan.Zero)
            await Task.Delay(left, CancellationToken.None);
        var told = await caller.IntrospectAsync(access);
        Unless(told.IsTrouble || (told.Status == 200 && !told.IsActive()), $"introspection five seconds after the revocation: {told} {told.Body}");
    }

    private async Task SignOutAsync(Family family, CancellationToken enough)
    {
        var browser = family.Browser;
        _browser = null;
        browser.Fate = Fate.Doubtful;
        var sharing = Families.Where(one => one.Browser == browser && one.Fate == Fate.Lives).ToArray();
        foreach (var one in sharing)
            one.Fate = Fate.Doubtful;
        var reply = await caller.SignOutAsync(family.IdToken!, browser.Cookies);
        while (reply.IsTrouble && !enough.IsCancellationRequested)
        {
            await RestAsync(reply, enough);
            reply = await caller.SignOutAsync(family.IdToken!, browser.Cookies);
        }

        if (reply.IsTrouble)
            return;
        if (reply.Location?.StartsWith(Party.SignedOutUri, StringComparison.Ordinal) != true)
        {
            // A second attempt finds the session gone, and a browser without one is shown a page.
            Unless(reply.Status is 200 or 302 or 303, $"sign-out: {reply}");
            return;
        }

        browser.Fate = Fate.SignedOut;
        foreach (var one in sharing)
            one.Fate = Fate.SignedOut;
        var silent = await caller.AuthorizeAsync(party, RelyingParty.NewVerifier(), browser.Cookies);
        Unless(silent.IsTrouble || silent.Error == "login_required", $"authorization after the sign-out: {silent}");
        var refresh = await caller.RefreshAsync(party, family.Refresh[^1]);
        Unless(refresh.IsTrouble || refresh.Error == "invalid_grant", $"refresh after the sign-out: {refresh}");
    }

    private static void Take(Family family, Reply tokens)
    {
        (family.Access, family.AccessAt) = (tokens.Text("access_token"), tokens.At);
        family.IdToken = tokens.Text("id_token") ?? family.IdToken;
        if (tokens.Text("refresh_token") is { } next && (family.Refresh.Count == 0 || family.Refresh[^1] != next))
            family.Refresh.Add(next);
    }

    private void Unless(bool right, string otherwise)
    {
        if (!right)
            tally.Violated($"{party.Id}: {otherwise}");
    }

    /// <summary>Between requests; longer after trouble.</summary>
    private async Task RestAsync(Reply after, CancellationToken enough)
    {
        if (enough.IsCancellationRequested)
            return;
        await Task.Delay(after.IsTrouble ? TimeSpan.FromMilliseconds(100 + _random.Next(200)) : pause * (0.5 + _random.NextDouble()), CancellationToken.None);
    }
}
