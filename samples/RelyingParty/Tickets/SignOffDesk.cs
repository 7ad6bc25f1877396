using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>Ends tickets here, and leads the browser to the identity provider where the sign-in as a whole is to end.</summary>
internal sealed class SignOffDesk(TicketDesk desk, SignOutReturns returns, IOptionsMonitor<OpenIdOptions> options)
{
    /// <summary>Ends a ticket here; the sign-in at the identity provider goes on.</summary>
    public async Task EndAsync(HttpContext context, Ticket ticket, CancellationToken ct)
    {
        desk.Close(context, ticket);
        var client = options.Get(ticket.Current.Scheme);
        if (ticket.Current.Tokens.RefreshToken is { } refreshToken && await ReadServerAsync(client, ct) is { RevocationEndpoint: { Length: > 0 } endpoint })
            await TokenEndpoint.RevokeAsync(client, endpoint, refreshToken, ct);
    }

    /// <summary>Ends a ticket here and gives the address at which the identity provider ends its session, which ends the grant with it.</summary>
    public async Task<string> LeaveAsync(HttpContext context, Ticket ticket, CancellationToken ct)
    {
        var (scheme, idToken) = (ticket.Current.Scheme, ticket.Current.Tokens.IdToken);
        if (await AddressAsync(context, scheme, idToken, all: false, ct) is not { } address)
        {
            await EndAsync(context, ticket, ct);
            return $"/signed-out?client={scheme}&only=here";
        }
        desk.Close(context, ticket);
        return address;
    }

    /// <summary>The address at which the person says how much of it all is to end. Nothing ends before that: who changes their mind has lost nothing.</summary>
    public async Task<string> LeaveAllAsync(HttpContext context, string scheme, CancellationToken ct)
    {
        if (await AddressAsync(context, scheme, null, all: true, ct) is { } address)
            return address;
        foreach (var held in desk.All(context).Where(held => held.Ticket.Current.Scheme == scheme))
            await EndAsync(context, held.Ticket, ct);
        return $"/signed-out?client={scheme}&only=here";
    }

    private async Task<string?> AddressAsync(HttpContext context, string scheme, string? idToken, bool all, CancellationToken ct)
    {
        var client = options.Get(scheme);
        if (client.SignedOutPath is not { } path || await ReadServerAsync(client, ct) is not { EndSessionEndpoint: { Length: > 0 } endpoint })
            return null;
        var state = returns.Begin(context, new BegunSignOut(scheme, all));
        return EndSessionUrl.Build(endpoint, client.ClientId, idToken, $"{context.Request.Scheme}://{context.Request.Host}{path}", state);
    }

    private static async Task<OpenIdConnectConfiguration?> ReadServerAsync(OpenIdOptions client, CancellationToken ct)
    {
        try
        {
            return await client.Discovery.GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException)
        {
            // The server is away; the local sign-out stands.
            return null;
        }
    }
}
