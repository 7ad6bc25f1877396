using RelyingParty.Tickets;

namespace RelyingParty.Web;

/// <summary>The way back from the identity provider's sign-out (RP-Initiated Logout §3).</summary>
internal static class SignOutEndpoints
{
    public static IResult Return(HttpContext context, SignOutReturns returns, TicketDesk desk, string scheme)
    {
        context.Response.Headers.CacheControl = "no-store";
        // Not begun in this browser, or used already: nothing is claimed to have ended.
        if (returns.Take(context, scheme) is not { } begun)
            return Results.LocalRedirect(TicketPaths.HomeOf(scheme));
        if (begun.All)
            desk.CloseAll(context, scheme);
        return Results.LocalRedirect($"/signed-out?client={scheme}");
    }
}
