using System.Net;
using System.Text.RegularExpressions;
using JsHrss.Benchmarks.Servers;

namespace JsHrss.Benchmarks.Wire;

/// <summary>Who plays: the clients, and browsers that are signed in.</summary>
internal sealed partial class Scene
{
    private const string SessionCookie = "__Host-idp.session";

    private Scene(Connections connections, bool isProduct)
    {
        (Connections, IsProduct) = (connections, isProduct);
        (Hall, Spa, UnitDesk, Batch) = (new(connections, Party.Hall), new(connections, Party.Spa), new(connections, Party.UnitDesk), new(connections, Party.Batch));
        (Rs256, KeyHolder) = (new(connections, Party.Rs256), new(connections, Party.KeyHolder));
        Kiosk = new(connections, Party.Kiosk);
    }

    public const string Password = Planted.Password;

    /// <summary>Of planted people so many take part, spread over all of them.</summary>
    private const int Players = 64;

    private string[] _personCookies = [$"{FixedSessions.CookieName}={FixedSessions.CookieValue}"];
    private string[] _agentCookies = [];
    private int _turn;

    /// <summary>Mobile numbers of people whose password is <see cref="Password"/>.</summary>
    public IReadOnlyList<string> Accounts { get; private set; } = [.. new[] { 6, 1, 2, 3, 4, 7, 8, 9 }.Select(n => $"1300000000{n}")];

    public Connections Connections { get; }

    /// <summary>The whole server with pages and people, not the engine alone.</summary>
    public bool IsProduct { get; }

    public Relying Hall { get; }

    public Relying Spa { get; }

    public Relying UnitDesk { get; }

    public Relying Batch { get; }

    public Relying Kiosk { get; }

    public Relying Rs256 { get; }

    public Relying KeyHolder { get; }

    /// <summary>Cookies of a browser in which a private person is signed in, of another one each time: no browser is at the server as often at once as connections are.</summary>
    public string PersonCookies => Next(_personCookies);

    /// <summary>Cookies of a browser in which an agent of a unit is signed in, of another one each time.</summary>
    public string AgentCookies => Next(_agentCookies);

    /// <summary>Signs people of the demonstration data, or of the planted ones, in, through the page like anybody.</summary>
    /// <param name="connections">To the server.</param>
    /// <param name="isProduct">The whole server.</param>
    /// <param name="planted">Synthetic accounts in its store.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Scene> SetAsync(Connections connections, bool isProduct, int planted, CancellationToken ct)
    {
        var scene = new Scene(connections, isProduct);
        if (planted > 0)
            scene.Accounts = [.. Enumerable.Range(0, Math.Min(planted, Players)).Select(n => Planted.MobileOf((int)((long)n * planted / Players)))];
        if (isProduct)
        {
            scene._personCookies = new string[planted > 0 ? scene.Accounts.Count : connections.Count];
            for (var n = 0; n < scene._personCookies.Length; n++)
                scene._personCookies[n] = await scene.SignInAsync(scene.Hall, ct, ("Account", scene.Accounts[n % scene.Accounts.Count]), ("Password", Password));
            scene._agentCookies = new string[connections.Count];
            for (var n = 0; n < scene._agentCookies.Length; n++)
                scene._agentCookies[n] = await scene.SignInAsync(scene.UnitDesk, ct, ("UnitCode", "13150819"), ("Account", "13000000003"), ("Password", "Unit-2026!"));
        }

        return scene;
    }

    /// <summary>A browser that nobody signed in at, brought to the sign-in page by a client.</summary>
    public async Task<(string Path, string Cookies)> AtSignInPageAsync(Relying client, CancellationToken ct)
    {
        var sent = await Connections.GetAsync(client.AuthorizePath, null, null, ct);
        return (sent.SentTo("/sign-in?interaction="), Joined(sent.Cookies));
    }

    /// <summary>The filled-in form of a sign-in page, not yet sent.</summary>
    public async Task<SignInForm> FillInAsync(Relying client, CancellationToken ct, params (string Name, string Value)[] fields)
    {
        var (path, cookies) = await AtSignInPageAsync(client, ct);
        var page = await Connections.GetAsync(path, cookies, null, ct);
        var html = page.Page("name=\"Password\"");
        var action = WebUtility.HtmlDecode(PostForm().Match(html).Groups[1].Value);
        var token = WebUtility.HtmlDecode(AntiforgeryField().Match(html).Groups[1].Value);
        page.Expect(action.Length > 0 && token.Length > 0, "the form has no address or no antiforgery field");
        return new SignInForm(action, Connections.Form([.. fields, ("__RequestVerificationToken", token)]), cookies + "; " + Joined(page.Cookies));
    }

    /// <summary>Sends it; the cookie of the session that begins.</summary>
    public async Task<string> SendAsync(SignInForm form, CancellationToken ct)
    {
        var answer = await Connections.PostAsync(form.Action, form.Fields, form.Cookies, null, ct);
        var session = answer.Cookies.FirstOrDefault(cookie => cookie.StartsWith(SessionCookie, StringComparison.Ordinal));
        answer.Expect(session is not null, "the sign-in gave no session");
        return session!.Split(';')[0];
    }

    /// <summary>Sends it and follows the way back to the client.</summary>
    /// <returns>Where the browser is sent in the end, with the code; and the cookie of the session.</returns>
    public async Task<(string Back, string Session)> SendAndFollowAsync(SignInForm form, CancellationToken ct)
    {
        var answer = await Connections.PostAsync(form.Action, form.Fields, form.Cookies, null, ct);
        var session = answer.Cookies.First(cookie => cookie.StartsWith(SessionCookie, StringComparison.Ordinal)).Split(';')[0];
        var resumed = await Connections.GetAsync(answer.SentTo("/"), $"{form.Cookies}; {session}", null, ct);
        return (resumed.SentTo(""), session);
    }

    private async Task<string> SignInAsync(Relying client, CancellationToken ct, params (string Name, string Value)[] fields) => await SendAsync(await FillInAsync(client, ct, fields), ct);

    private string Next(string[] cookies) => cookies[(uint)Interlocked.Increment(ref _turn) % (uint)cookies.Length];

    private static string Joined(IEnumerable<string> cookies) => string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0]));

    [GeneratedRegex("<form method=\"post\"[^>]* action=\"([^\"]*sign-in[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex PostForm();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex AntiforgeryField();
}

/// <summary>A sign-in form as a browser would send it.</summary>
/// <param name="Action">Where to.</param>
/// <param name="Fields">Encoded.</param>
/// <param name="Cookies">Of the browser.</param>
internal sealed record SignInForm(string Action, string Fields, string Cookies);
