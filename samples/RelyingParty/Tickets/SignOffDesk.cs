using Microsoft.Extensions.Options;
using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>Ends a ticket here and tells the server that its refresh token will not be used again.</summary>
internal sealed class SignOffDesk(TicketDesk desk, IOptionsMonitor<OpenIdOptions> options)
{
    public async Task EndAsync(HttpContext context, Ticket ticket, CancellationToken ct)
    {
        desk.Close(context, ticket);
        if (ticket.Current.Tokens.RefreshToken is not { } refreshToken)
            return;
        var client = options.Get(ticket.Current.Scheme);
        try
        {
            var server = await client.Discovery.GetConfigurationAsync(ct);
            if (server.RevocationEndpoint is { Length: > 0 } endpoint)
                await TokenEndpoint.RevokeAsync(client, endpoint, refreshToken, ct);
        }
        catch (InvalidOperationException)
        {
            // The server is away; the local sign-out stands.
        }
    }
}
