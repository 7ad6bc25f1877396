using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Whoever has not the right password learns nothing about an account: not that it exists, nor its state, nor its units.</summary>
public sealed partial class AccountEnumerationTests(AccountEnumerationTests.Idp idp) : IClassFixture<AccountEnumerationTests.Idp>
{
    private const string Wrong = "Wrong-2026!";
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task Every_failed_personal_sign_in_looks_alike()
    {
        string[] accounts =
        [
            "13999999999", "320100199001019992", "nobody", Demo.Sun, Demo.SunIdNumber, Demo.Qian, Demo.You, Idp.WithoutPassword, Demo.Zhao, "13800138000 ", "１３９９９９９９９９９",
        ];
        var seen = await Task.WhenAll(accounts.Select(account => PostAsync("person", ("Account", account), ("Password", Wrong))));
        AssertAlike(seen, accounts);
        Assert.Contains("账号或密码错误。", seen[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "EN-01")]
    [Trait("Case", "UN-18")]
    public async Task Every_failed_unit_sign_in_looks_alike()
    {
        (string Unit, string Account, string Password, string What)[] attempts =
        [
            ("91320500MA00000A93", Demo.Li, Demo.UnitPassword, "no such unit"),
            ("nonsense", Demo.Li, Demo.UnitPassword, "no number at all"),
            (Demo.U1, "13999999999", Demo.UnitPassword, "no such person"),
            (Demo.U3, Demo.Li, Demo.UnitPassword, "no member"),
            (Demo.U2, Demo.Li, Demo.UnitPassword, "password of another unit"),
            (Demo.U1, Demo.Li, Demo.PersonalPassword, "personal password"),
            (Demo.U1, Demo.Wang, Wrong, "wrong password"),
            (Demo.U1, Demo.Zhao, Wrong, "mandate over, wrong password"),
            (Demo.U2, "13000000016", Wrong, "suspended, wrong password"),
            (Demo.U1, Demo.Cao, Demo.UnitPassword, "member of the institution only"),
            (Demo.InstitutionNumber, Demo.Wang, Demo.UnitPassword, "member of the unit only"),
            (Demo.U1, Idp.WithoutPassword, Wrong, "member without password"),
        ];
        var seen = await Task.WhenAll(attempts.Select(attempt => PostAsync("unit", ("UnitCode", attempt.Unit), ("Account", attempt.Account), ("Password", attempt.Password))));
        AssertAlike(seen, [.. attempts.Select(attempt => attempt.What)]);
        Assert.Contains("账号或密码错误。", seen[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("long")]
    [Trait("Case", "EN-02")]
    public async Task Empty_and_endless_passwords_are_refused_alike_for_everybody(string kind)
    {
        var password = kind == "long" ? new string('x', 300) : kind;
        string[] accounts = ["13999999999", Demo.Zhou, Demo.You, Idp.WithoutPassword];
        AssertAlike(await Task.WhenAll(accounts.Select(account => PostAsync("person", ("Account", account), ("Password", password)))), accounts);
        AssertAlike(await Task.WhenAll(accounts.Select(account => PostAsync("unit", ("UnitCode", Demo.U1), ("Account", account), ("Password", password)))), accounts);
    }

    [Fact]
    [Trait("Case", "EN-03")]
    [Trait("Case", "EN-05")]
    public async Task Before_sign_in_no_hint_shows_whether_it_hit()
    {
        using var hall = Relying.Hall(_host);
        string[] accounts = [Demo.Sun, Demo.SunIdNumber, Demo.You, "13999999999", "nobody"];
        AssertAlike(await Task.WhenAll(accounts.Select(account => GetAsync(hall.AuthorizeUrl(("login_hint", account)), account))), accounts);
        string[] units = [Demo.U1, Demo.U1Number, Demo.InstitutionNumber, "91320500MA00000A93", "19999999", "J9999999", "nonsense"];
        AssertAlike(await Task.WhenAll(units.Select(unit => GetAsync(hall.AuthorizeUrl(("unit_hint", unit)), unit))), units);
        foreach (var (account, unit) in new[] { (Demo.Sun, Demo.U1), ("13999999999", "19999999") })
        {
            using var browser = new HttpBrowser();
            (await browser.GoAsync(hall.AuthorizeUrl(("login_hint", account), ("unit_hint", unit), ("prompt", "none")))).Refused("login_required");
        }
    }

    [Fact]
    [Trait("Case", "EN-08")]
    public async Task Of_a_hundred_wrong_passwords_at_once_only_the_promised_few_are_compared()
    {
        await using var host = await IdpHost.StartAsync(services: services => services.AddSingleton<IPasswordHasher, CountingHasher>());
        var page = await FormAsync(host, "person");
        var counting = (CountingHasher)host.Services.GetRequiredService<IPasswordHasher>();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendAsync(host, page, "person", ("Account", Demo.Sun), ("Password", Wrong))));
        // Five count towards the lock; while it holds five more are compared, so that the right one may hear of it (security design, decision 8).
        Assert.Equal(10, counting.Compared);
        Assert.Equal(1, await host.Database.CountAsync("select count(*) from credential where failures = 5 and compared_while_locked = 5"));
        var right = await SendAsync(host, page, "person", ("Account", Demo.Sun), ("Password", Demo.PersonalPassword));
        Assert.Contains("账号或密码错误。", right.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("session", right.Headers, StringComparison.Ordinal);
    }

    private static void AssertAlike(Seen[] answers, string[] names)
    {
        for (var n = 1; n < answers.Length; n++)
        {
            Assert.True(answers[n].Status == answers[0].Status, $"{names[n]} has another status than {names[0]}: {answers[n].Status}, {answers[0].Status}");
            Assert.True(answers[n].Headers == answers[0].Headers, $"{names[n]} has other headers than {names[0]}:\n{answers[n].Headers}\n{answers[0].Headers}");
            Assert.True(answers[n].Body == answers[0].Body, $"{names[n]} has another body than {names[0]}: {FirstDifference(answers[0].Body, answers[n].Body)}");
        }
    }

    private static string FirstDifference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"…{one[Math.Max(0, at - 80)..Math.Min(one.Length, at + 80)]}… against …{other[Math.Max(0, at - 80)..Math.Min(other.Length, at + 80)]}…";
    }

    private async Task<Seen> PostAsync(string tab, params (string Name, string Value)[] fields) => await SendAsync(_host, await FormAsync(_host, tab), tab, fields);

    private static async Task<(HttpBrowser Browser, string Token)> FormAsync(IdpHost host, string tab)
    {
        var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{host.Issuer}/sign-in?tab={tab}");
        return (browser, page.Document.QuerySelector($"{SigningIn.PersonForm} input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
    }

    private static async Task<Seen> SendAsync(IdpHost host, (HttpBrowser Browser, string Token) page, string tab, params (string Name, string Value)[] fields)
    {
        using var answer = await page.Browser.SendAsync(
            HttpMethod.Post, $"{host.Issuer}/sign-in?tab={tab}", new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("__RequestVerificationToken", page.Token)]));
        return await SeenAsync(answer, [.. fields.Where(field => field.Name != "Password").Select(field => field.Value)]);
    }

    private static async Task<Seen> GetAsync(string url, string hint)
    {
        using var browser = new HttpBrowser();
        using var sent = await browser.SendAsync(HttpMethod.Get, url);
        var next = new Uri(new Uri(url), sent.Headers.Location!).ToString();
        using var page = await browser.SendAsync(HttpMethod.Get, next);
        return await SeenAsync(page, [hint]);
    }

    /// <summary>What is one visitor's own is taken out: tokens, handles, and what was typed.</summary>
    private static async Task<Seen> SeenAsync(HttpResponseMessage answer, string[] typed)
    {
        var body = VisitorsOwn().Replace(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "*");
        foreach (var text in typed.Where(text => text.Length > 0))
            body = body.Replace($"value=\"{System.Net.WebUtility.HtmlEncode(text)}\"", "value=\"*\"", StringComparison.Ordinal).Replace($"value=\"{text}\"", "value=\"*\"", StringComparison.Ordinal);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {VisitorsOwn().Replace(string.Join(", ", header.Value), "*")}").Order(StringComparer.Ordinal);
        return new Seen((int)answer.StatusCode, string.Join('\n', headers), body);
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+|int_[A-Za-z0-9_-]+|antiforgery=[^;]+", RegexOptions.None, 1000)]
    private static partial Regex VisitorsOwn();

    private sealed record Seen(int Status, string Headers, string Body);

    /// <summary>Counts comparisons with a password somebody really has.</summary>
    private sealed class CountingHasher(PasswordOptions options) : IPasswordHasher
    {
        private readonly BoundedPasswordHasher _inner = new(options with { HashWait = TimeSpan.FromSeconds(30), HashesWaiting = 1000 });
        private readonly ConcurrentBag<PasswordHash> _compared = [];

        public int Compared => _compared.Count;

        public PasswordHash Dummy => _inner.Dummy;

        public async ValueTask<IPasswordTurn?> EnterAsync(CancellationToken ct) => await _inner.EnterAsync(ct) is { } turn ? new Turn(turn, this) : null;

        private sealed class Turn(IPasswordTurn inner, CountingHasher counting) : IPasswordTurn
        {
            public ValueTask<PasswordHash> HashAsync(string password, CancellationToken ct) => inner.HashAsync(password, ct);

            public ValueTask<PasswordComparison> CompareAsync(string password, PasswordHash hash, CancellationToken ct)
            {
                if (!ReferenceEquals(hash, counting.Dummy))
                    counting._compared.Add(hash);
                return inner.CompareAsync(password, hash, ct);
            }

            public void Dispose() => inner.Dispose();
        }
    }

    /// <summary>The demonstration data and a person, agent of U1, who has no password at all.</summary>
    public sealed class Idp : IAsyncLifetime
    {
        public const string WithoutPassword = "13000000097";

        public IdpHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await IdpHost.StartAsync();
            var person = Host.NewPerson("蒋示无", "320900199111230058", WithoutPassword);
            using var hall = Relying.Hall(Host);
            using var browser = new HttpBrowser();
            var unit = (await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Li))).Claims().GetProperty("represents").GetProperty("sub").GetString();
            await Host.PlantAsync(new SeedPlan { Persons = [person], Members = [Host.NewAgent(person.Id, JsHrss.Accounts.Identifiers.UnitId.Read(unit)!.Value, "SI-0101")] });
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
