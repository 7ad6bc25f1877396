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

    [Fact]
    [Trait("Spec", "OpenID Connect Back-Channel Logout §2.7")]
    public void The_end_of_one_session_ends_its_ticket_alone_and_is_told_without_any_token()
    {
        var first = In(context => desk.Open(context, SignedInSamples.SignedIn(session: "s_1", unit: "u_1")).Number);
        var second = In(context => desk.Open(context, SignedInSamples.SignedIn(session: "s_2", unit: "u_2")).Number);

        Assert.Equal(1, store.End(SignedInSamples.ClientId, "s_1", "p_1"));
        Assert.Null(In(context => desk.Find(context, first)));
        Assert.NotNull(In(context => desk.Find(context, second)));
        var end = In(context => desk.EndOf(context, first))!;
        Assert.Equal(("s_1", "示例科技有限公司（经办人）", clock.Now), (end.SessionId, end.Of, end.At));
        Assert.Null(In(context => desk.EndOf(context, second)));
        Assert.Equal(0, store.End(SignedInSamples.ClientId, "s_1", "p_1"));
    }

    [Fact]
    [Trait("Spec", "OpenID Connect Back-Channel Logout §2.7")]
    public void A_subject_alone_ends_all_its_tickets_at_this_client_and_at_no_other()
    {
        store.Open(SignedInSamples.SignedIn(session: "s_1"));
        store.Open(SignedInSamples.SignedIn(session: "s_2"));
        var other = store.Open(SignedInSamples.SignedIn(session: "s_1", client: "partner"));

        Assert.Equal(2, store.End(SignedInSamples.ClientId, null, "p_1"));
        Assert.NotNull(store.Find(other.Handle));
        Assert.Equal(0, store.End(SignedInSamples.ClientId, null, "p_2"));
    }

    [Fact]
    public void A_session_of_somebody_else_and_a_word_about_nobody_end_nothing()
    {
        var ticket = store.Open(SignedInSamples.SignedIn());

        Assert.Equal(0, store.End(SignedInSamples.ClientId, "s_1", "p_2"));
        Assert.Equal(0, store.End(SignedInSamples.ClientId, null, null));
        Assert.NotNull(store.Find(ticket.Handle));
    }

    [Fact]
    public void A_ticket_that_was_renewed_is_still_found_by_its_session()
    {
        In(context => desk.Open(context, SignedInSamples.SignedIn()).Number);
        var number = In(context => desk.Open(context, SignedInSamples.SignedIn()).Number);

        Assert.Equal(1, store.End(SignedInSamples.ClientId, "s_1", null));
        Assert.NotNull(In(context => desk.EndOf(context, number)));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public void Another_person_at_the_same_browser_is_not_told_how_the_one_before_was_signed_out()
    {
        var number = In(context => desk.Open(context, SignedInSamples.SignedIn("p_1", "s_1")).Number);
        store.End(SignedInSamples.ClientId, "s_1", null);
        Assert.Single(In(context => desk.Ended(context, "hall")));
        In(context => desk.Open(context, SignedInSamples.SignedIn("p_2", "s_2")).Number);

        Assert.Null(In(context => desk.EndOf(context, number)));
        Assert.Empty(In(context => desk.Ended(context, "hall")));
    }

    [Fact]
    public void How_a_ticket_ended_is_told_for_half_an_hour()
    {
        var number = In(context => desk.Open(context, SignedInSamples.SignedIn()).Number);
        store.End(SignedInSamples.ClientId, "s_1", null);
        clock.Now += TicketStore.Idle;
        Assert.NotNull(In(context => desk.EndOf(context, number)));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null(In(context => desk.EndOf(context, number)));
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
