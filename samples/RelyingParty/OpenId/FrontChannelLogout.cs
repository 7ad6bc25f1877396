using System.Net.Mime;
using Microsoft.Extensions.Options;
using RelyingParty.Tickets;

namespace RelyingParty.OpenId;

/// <summary>Where the identity provider's page loads a hidden frame when a session is over (OpenID Connect Front-Channel Logout §3), for a client that is told in no other way.</summary>
/// <remarks>
/// Browsers block cookies in frames of other sites, so the ticket is found by <c>iss</c> and <c>sid</c>, which only the
/// identity provider and this client know; a site that does not know them signs nobody out.
/// </remarks>
internal sealed class FrontChannelLogout(TicketStore tickets, IOptionsMonitor<OpenIdOptions> options, IssuerAddress issuer)
{
    public IResult Answer(HttpContext context, string scheme)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache, no-store";
        // The one page that may be framed, and by the identity provider alone.
        headers.ContentSecurityPolicy = $"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {issuer.Origin}";
        var (query, client) = (context.Request.Query, options.Get(scheme));
        if (query["iss"] is not [{ } named] || named != client.Issuer || query["sid"] is not [{ Length: > 0 and <= 255 } session])
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        tickets.End(client.ClientId, session, null);
        return Results.Text("<!doctype html><html lang=\"zh-CN\"><title>已退出</title>", MediaTypeNames.Text.Html);
    }
}
