using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using RelyingParty.Tickets;

namespace RelyingParty.Tests;

public sealed class TicketDeskTests
{
    private readonly HandClock clock = new();
    private readonly EphemeralDataProtectionProvider protection = new();
    private readonly TicketStore store;
    private readonly TicketDesk desk;
    private string? cookie;

    public TicketDeskTests()
    {
        store = new TicketStore(clock, capacity: 3);
        desk = new TicketDesk(store, new TicketCookie(protection));
    }

    [Fact]
    public void Two_contexts_of_one_browser_get_two_numbers_and_stay_apart()
    {
        var first = In(context => desk.Open(context, SignedInSamples.SignedIn(session: "s_1", unit: "u_1")).Number);
        var second = In(context => desk.Open(context, SignedInSamples.SignedIn(session: "s_2", unit: "u_2")).Number);

        Assert.NotEqual(first, second);
        Assert.Equal("u_1/", In(context => desk.Find(context, first)!.Party.Key));
        Assert.Equal("u_2/", In(context => desk.Find(context, second)!.Party.Key));
    }

    [Fact]
    [Trait("Case", "RT-15")]
    public void Signing_in_again_keeps_the_number_and_kills_the_handle_before()
    {
        var (number, handle) = In(context => Pair(desk.Open(context, SignedInSamples.SignedIn())));
        var (again, renewed) = In(context => Pair(desk.Open(context, SignedInSamples.SignedIn())));

        Assert.Equal(number, again);
        Assert.NotEqual(handle, renewed);
        Assert.Null(store.Find(handle));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public void Another_person_at_the_same_browser_finds_nothing_of_the_one_before()
    {
        var first = In(context => desk.Open(context, SignedInSamples.SignedIn("p_1", "s_1")).Number);
        var second = In(context => desk.Open(context, SignedInSamples.SignedIn("p_2", "s_2")).Number);

        Assert.NotEqual(first, second);
        Assert.Null(In(context => desk.Find(context, first)));
        Assert.Single(In(desk.All));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public void A_session_identifier_alone_does_not_hand_over_a_ticket()
    {
        var first = In(context => desk.Open(context, SignedInSamples.SignedIn("p_1", "s_1", unit: "u_1")).Number);
        var second = In(context => desk.Open(context, SignedInSamples.SignedIn("p_1", "s_1", unit: "u_2")).Number);

        Assert.NotEqual(first, second);
        Assert.Equal("u_1/", In(context => desk.Find(context, first)!.Party.Key));
    }

    [Fact]
    public void A_number_is_not_given_again_after_signing_out()
    {
        var first = In(context => desk.Open(context, SignedInSamples.SignedIn()).Number);
        In(context =>
        {
            desk.Close(context, desk.Find(context, first)!);
            return 0;
        });

        Assert.Null(In(context => desk.Find(context, first)));
        Assert.NotEqual(first, In(context => desk.Open(context, SignedInSamples.SignedIn(session: "s_9")).Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("made-up")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    [Trait("Case", "RT-15")]
    public void A_cookie_that_we_did_not_write_holds_no_tickets(string value)
    {
        In(context => desk.Open(context, SignedInSamples.SignedIn()).Number);
        cookie = value;

        Assert.Empty(In(desk.All));
    }

    [Fact]
    public void A_ticket_ends_after_half_an_hour_without_use()
    {
        var number = In(context => desk.Open(context, SignedInSamples.SignedIn()).Number);
        clock.Now += TicketStore.Idle;
        Assert.NotNull(In(context => desk.Find(context, number)));
        clock.Now += TicketStore.Idle + TimeSpan.FromSeconds(1);
        Assert.Null(In(context => desk.Find(context, number)));
    }

    [Fact]
    public void A_full_store_lets_the_least_recently_used_ticket_go()
    {
        var tickets = Enumerable.Range(1, 3).Select(n => store.Open(SignedInSamples.SignedIn(session: $"s_{n}"))).ToList();
        store.Find(tickets[0].Handle);
        store.Open(SignedInSamples.SignedIn(session: "s_4"));

        Assert.NotNull(store.Find(tickets[0].Handle));
        Assert.Null(store.Find(tickets[1].Handle));
    }

    private static (int, string) Pair(NumberedTicket opened) => (opened.Number, opened.Ticket.Handle);

    /// <summary>One request of the same browser: it sends the cookie it has and keeps the one it gets.</summary>
    private T In<T>(Func<HttpContext, T> request)
    {
        var context = new DefaultHttpContext();
        if (cookie is not null)
            context.Request.Headers.Cookie = $"{TicketCookie.Name}={cookie}";
        var result = request(context);
        if (context.Response.Headers.SetCookie.ToString() is { Length: > 0 } line)
            cookie = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..line.IndexOf(';', StringComparison.Ordinal)];
        return result;
    }
}
