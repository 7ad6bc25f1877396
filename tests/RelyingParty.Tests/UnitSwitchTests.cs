using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Tests;

/// <summary>切换单位 when the browser is gone before it hears of it.</summary>
public sealed class UnitSwitchTests : IDisposable
{
    private const string Former = "13150819";
    private const string Wanted = "13150820";

    private readonly HandClock clock = new();
    private readonly Server server = new();
    private readonly HttpClient http;
    private readonly TicketStore store;
    private readonly TicketDesk desk;
    private readonly FreshTokens tokens;
    private readonly UnitSwitch switching;
    private string? cookie;

    public UnitSwitchTests()
    {
        http = new HttpClient(server);
        var configuration = new OpenIdConnectConfiguration { TokenEndpoint = "https://id.example/token", UserInfoEndpoint = "https://id.example/userinfo", RevocationEndpoint = "https://id.example/revoke" };
        configuration.SigningKeys.Add(SignedInSamples.Key);
        var client = new OneClient(new OpenIdOptions
        {
            Issuer = SignedInSamples.Issuer,
            ClientId = SignedInSamples.ClientId,
            ClientSecret = "secret",
            IdTokenAlgorithm = "ES256",
            Backchannel = http,
            Discovery = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration),
        });
        var protection = new EphemeralDataProtectionProvider();
        store = new TicketStore(clock);
        desk = new TicketDesk(store, new TicketCookie(protection));
        var renewal = new TokenRenewal(client, clock);
        switching = new UnitSwitch(renewal, desk, new SignOffDesk(desk, new SignOutReturns(protection), client));
        tokens = new FreshTokens(renewal, clock);
    }

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Whoever_left_before_the_answer_finds_the_unit_switched_to()
    {
        var former = SignIn();
        await LeaveWhileSwitchingAsync(former);

        // Any page of the former unit leads to the new one's, and says so.
        Assert.Equal("/s/2/?switched=true", await RedirectOfAsync($"/s/{former.Number}/services"));
        var held = Assert.Single(In(desk.All));
        Assert.Equal((2, "u_2/", "r-2"), (held.Number, held.Ticket.Party.Key, held.Ticket.Current.Tokens.RefreshToken));
        Assert.Empty(server.Revoked);
        Assert.Null(await RedirectOfAsync("/s/2/"));

        // The browser came with the new handle: that before it leads nowhere.
        Assert.Null(store.FollowerOf(former.Ticket.Handle));
        Assert.Equal("/ended?client=hall", await RedirectOfAsync($"/s/{former.Number}/"));
    }

    [Fact]
    public async Task Whoever_left_and_comes_to_the_first_page_finds_it_too_as_often_as_its_answer_is_lost()
    {
        var former = SignIn();
        await LeaveWhileSwitchingAsync(former);
        for (var lost = 0; lost < 2; lost++)
            Assert.Equal("u_2/", Assert.Single(In(desk.All, keepsAnswer: false)).Ticket.Party.Key);
        Assert.Equal("u_2/", Assert.Single(In(desk.All)).Ticket.Party.Key);
        Assert.Equal("u_2/", In(context => desk.Find(context, 2)!.Party.Key));
    }

    [Fact]
    public async Task A_ticket_of_the_same_unit_that_is_renewed_by_a_lost_switch_is_found_by_its_tab_as_well()
    {
        var former = SignIn();
        var other = In(context => desk.Open(context, SignedInSamples.SignedIn(session: "s_2", unit: "u_2")));
        await LeaveWhileSwitchingAsync(former);
        Assert.Equal("/s/3/?switched=true", await RedirectOfAsync($"/s/{other.Number}/", keepsAnswer: false));
        Assert.Equal("/s/3/?switched=true", await RedirectOfAsync($"/s/{former.Number}/"));
        Assert.Equal([3], In(desk.All).Select(held => held.Number));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Somebody_else_who_signs_in_there_meanwhile_finds_nothing_of_it()
    {
        var former = SignIn();
        await LeaveWhileSwitchingAsync(former);
        In(context => desk.Open(context, SignedInSamples.SignedIn("p_2", "s_9")));
        Assert.Equal("p_2", Assert.Single(In(desk.All)).Ticket.Current.Subject);
        Assert.Equal("/ended?client=hall", await RedirectOfAsync($"/s/{former.Number}/"));
    }

    [Fact]
    public async Task After_half_an_hour_nobody_is_led_there_any_longer()
    {
        var former = SignIn();
        await LeaveWhileSwitchingAsync(former);
        clock.Now += TicketStore.Idle + TimeSpan.FromSeconds(1);
        Assert.Equal("/ended?client=hall", await RedirectOfAsync($"/s/{former.Number}/"));
        Assert.Empty(In(desk.All));
    }

    [Fact]
    public async Task Who_waited_behind_a_switch_is_led_to_where_it_went_and_sends_nothing_spent()
    {
        var former = SignIn();
        var (first, second, page) = (Request("/s/1/units"), Request("/s/1/units"), Request("/s/1/services"));
        using var leaves = new CancellationTokenSource();
        (server.Leaves, server.Answers) = (leaves, new TaskCompletionSource());
        var switched = switching.ToAsync(first, former.Ticket, Wanted, CancellationToken.None);
        // Pressed twice; and a page whose access token is about to end.
        var again = switching.ToAsync(second, former.Ticket, Wanted, CancellationToken.None);
        clock.Now += TimeSpan.FromSeconds(295);
        var shown = RedirectOfAsync(page);
        Assert.False(again.IsCompleted || shown.IsCompleted);
        server.Answers.SetResult();

        Assert.Equal(2, Assert.IsType<Switched.To>(await switched).Ticket.Number);
        Assert.Equal(2, Assert.IsType<Switched.To>(await again).Ticket.Number);
        Assert.Equal("/s/2/?switched=true", await shown);
        Assert.Equal(1, server.Asked);
        // Whichever answer the browser hears last, it holds the new ticket.
        foreach (var answer in new[] { first, second, page })
        {
            Keep(answer);
            Assert.Equal("u_2/", Assert.Single(In(desk.All, keepsAnswer: false)).Ticket.Party.Key);
        }
    }

    [Theory]
    [InlineData("u_3", "13150821")]
    [InlineData(null, null)]
    [Trait("Spec", "RFC 7009 §2.1")]
    public async Task What_comes_for_another_than_was_asked_for_is_given_back_and_the_sign_in_is_over(string? unit, string? number)
    {
        (server.Unit, server.Number) = (unit, number);
        var former = SignIn();
        await LeaveWhileSwitchingAsync(former, typeof(Switched.Ended));
        Assert.Equal(["r-2"], server.Revoked);
        Assert.Equal("/ended?client=hall", await RedirectOfAsync($"/s/{former.Number}/"));
    }

    private NumberedTicket SignIn()
    {
        var first = SignedInSamples.SignedIn(unit: "u_1");
        first.Claims["represents"]!["unit_no"] = Former;
        return In(context => desk.Open(context, first with { Tokens = first.Tokens with { RefreshToken = "r-1" } }));
    }

    /// <summary>The page is closed while the identity provider answers, so its cookie never comes.</summary>
    private async Task LeaveWhileSwitchingAsync(NumberedTicket ticket, Type? outcome = null)
    {
        using var request = new CancellationTokenSource();
        server.Leaves = request;
        var context = Request($"/s/{ticket.Number}/units");
        context.RequestAborted = request.Token;
        Assert.IsType(outcome ?? typeof(Switched.To), await switching.ToAsync(context, ticket.Ticket, Wanted, request.Token));
        Assert.True(request.IsCancellationRequested);
    }

    /// <summary>Where a page under a ticket leads that the browser does not hold; null: it is shown.</summary>
    private async Task<string?> RedirectOfAsync(string path, bool keepsAnswer = true)
    {
        var context = Request(path);
        var location = await RedirectOfAsync(context);
        if (keepsAnswer && location is not null)
            Keep(context);
        return location;
    }

    private async Task<string?> RedirectOfAsync(HttpContext context)
    {
        context.Request.RouteValues[TicketHandler.RouteKey] = context.Request.Path.Value!.Split('/')[2];
        var handler = new TicketHandler(new AnyScheme(), NullLoggerFactory.Instance, UrlEncoder.Default, desk, tokens);
        await handler.InitializeAsync(new AuthenticationScheme(TicketHandler.SchemeName, null, typeof(TicketHandler)), context);
        if ((await handler.AuthenticateAsync()).Succeeded)
            return null;
        await handler.ChallengeAsync(null);
        return context.Response.Headers.Location;
    }

    private T In<T>(Func<HttpContext, T> request, bool keepsAnswer = true)
    {
        var context = Request("/");
        var result = request(context);
        if (keepsAnswer)
            Keep(context);
        return result;
    }

    private DefaultHttpContext Request(string path)
    {
        var context = new DefaultHttpContext { Request = { Path = path } };
        if (cookie is not null)
            context.Request.Headers.Cookie = $"{TicketCookie.Name}={cookie}";
        return context;
    }

    private void Keep(HttpContext context)
    {
        if (context.Response.Headers.SetCookie is { Count: > 0 } lines)
            cookie = lines[^1]![(lines[^1]!.IndexOf('=', StringComparison.Ordinal) + 1)..lines[^1]!.IndexOf(';', StringComparison.Ordinal)];
    }

    private sealed class AnyScheme : IOptionsMonitor<AuthenticationSchemeOptions>
    {
        public AuthenticationSchemeOptions CurrentValue { get; } = new();

        public AuthenticationSchemeOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<AuthenticationSchemeOptions, string?> listener) => null;
    }

    /// <summary>Spends the token, and answers for the unit that was asked for, or as told; meanwhile the page is closed.</summary>
    private sealed class Server : HttpMessageHandler
    {
        public CancellationTokenSource? Leaves { get; set; }

        public string? Unit { get; set; } = "u_2";

        public string? Number { get; set; } = Wanted;

        public List<string> Revoked { get; } = [];

        /// <summary>Waited for before the token endpoint answers; null: it answers at once.</summary>
        public TaskCompletionSource? Answers { get; set; }

        /// <summary>So often the token endpoint was asked.</summary>
        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken ct)
        {
            await Leaves!.CancelAsync();
            ct.ThrowIfCancellationRequested();
            var form = message.Content is null ? "" : await message.Content.ReadAsStringAsync(ct);
            if (message.RequestUri!.AbsolutePath == "/token")
            {
                Asked++;
                await (Answers?.Task ?? Task.CompletedTask);
            }

            return message.RequestUri.AbsolutePath switch
            {
                "/token" when form.Contains("unit_hint=" + Wanted, StringComparison.Ordinal) => Json(new JsonObject { ["access_token"] = "a-2", ["token_type"] = "Bearer", ["expires_in"] = 300, ["refresh_token"] = "r-2", ["id_token"] = IdToken() }),
                "/userinfo" => Json(new JsonObject { ["sub"] = "p_1" }),
                "/revoke" => Revoke(form),
                _ => throw new InvalidOperationException($"{message.RequestUri} {form}"),
            };
        }

        private string IdToken() => SignedInSamples.Token(claims =>
        {
            claims.Remove("nonce");
            claims["sid"] = "s_2";
            if (Unit is not null)
                claims["represents"] = new Dictionary<string, object> { ["type"] = "unit", ["sub"] = Unit, ["unit_no"] = Number!, ["organization_name"] = "样本制造有限公司", ["role"] = "agent" };
        });

        private HttpResponseMessage Revoke(string form)
        {
            Revoked.Add(form.Split('&').Single(one => one.StartsWith("token=", StringComparison.Ordinal))["token=".Length..]);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }

        private static HttpResponseMessage Json(JsonObject json) => new(HttpStatusCode.OK) { Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json") };
    }
}
