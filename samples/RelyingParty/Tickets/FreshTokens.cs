using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>Whether a ticket may still be used, and with what access token.</summary>
internal enum Freshness
{
    Fresh,

    /// <summary>The server could not be asked; the ticket stays, calls to APIs will fail for now.</summary>
    Unknown,

    /// <summary>The server ended the grant: signed out, mandate ended, membership gone.</summary>
    Ended,
}

/// <summary>Renews access tokens shortly before they end.</summary>
internal sealed class FreshTokens(IOptionsMonitor<OpenIdOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    public async Task<Freshness> EnsureAsync(Ticket ticket, CancellationToken ct)
    {
        if (ticket.AccessTokenEnds - Margin > time.GetUtcNow())
            return Freshness.Fresh;
        await ticket.Gate.WaitAsync(ct);
        try
        {
            // Another tab may have renewed it while this one waited.
            return ticket.AccessTokenEnds - Margin > time.GetUtcNow() ? Freshness.Fresh : await RenewAsync(ticket, ct);
        }
        finally
        {
            ticket.Gate.Release();
        }
    }

    private async Task<Freshness> RenewAsync(Ticket ticket, CancellationToken ct)
    {
        var held = ticket.Current;
        if (held.Tokens.RefreshToken is not { } refreshToken)
            return ticket.AccessTokenEnds > time.GetUtcNow() ? Freshness.Fresh : Freshness.Ended;

        var client = options.Get(held.Scheme);
        OpenIdConnectConfiguration server;
        try
        {
            server = await client.Discovery.GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException)
        {
            return Freshness.Unknown;
        }
        var outcome = await TokenEndpoint.AskAsync(client, server.TokenEndpoint, new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
        }, ct);
        switch (outcome)
        {
            case TokenOutcome.Granted { Answer: var answer }:
                return await KeepAsync(ticket, held, answer, client, server, ct);
            case TokenOutcome.Refused { Error: "invalid_grant" }:
                return Freshness.Ended;
            default:
                return Freshness.Unknown;
        }
    }

    private async Task<Freshness> KeepAsync(Ticket ticket, SignedIn held, TokenAnswer answer, OpenIdOptions client, OpenIdConnectConfiguration server, CancellationToken ct)
    {
        var claims = held.Claims;
        if (answer.IdToken is { } idToken)
        {
            Task<IdTokenVerdict> JudgeAsync(OpenIdConnectConfiguration by) => IdTokenCheck.JudgeAsync(idToken, new IdTokenExpectation(client.Issuer, client.ClientId, client.IdTokenAlgorithm,
                by.SigningKeys, held.Claims.Text("nonce"), answer.AccessToken, null, null, time.GetUtcNow()) { NonceMayBeAbsent = true });

            var verdict = await JudgeAsync(server);
            if (verdict.KeyUnknown)
            {
                // The server may have changed its key in a hurry: ask for the keys once more.
                client.Discovery.RequestRefresh();
                verdict = await JudgeAsync(await client.Discovery.GetConfigurationAsync(ct));
            }

            if (verdict.Claims is null)
            {
                // What rotates is spent: the new refresh token is kept whatever became of the ID token beside it.
                ticket.Current = held with { Tokens = held.Tokens with { RefreshToken = answer.RefreshToken ?? held.Tokens.RefreshToken } };
                return Freshness.Unknown;
            }

            claims = verdict.Claims;
        }
        // The id_token of the first answer is kept for display when the refresh brings none.
        var tokens = answer with { RefreshToken = answer.RefreshToken ?? held.Tokens.RefreshToken, IdToken = answer.IdToken ?? held.Tokens.IdToken };
        var next = held with { Claims = claims, Tokens = tokens, At = time.GetUtcNow() };
        // Core §12.2: the same issuer, subject and audience; and for us the same session and party, since the page says so.
        if (answer.IdToken is not null && !ticket.IsContinuedBy(next))
            return Freshness.Ended;
        var userInfo = await UserInfoEndpoint.ReadAsync(client.Backchannel, server.UserInfoEndpoint, tokens.AccessToken, next.Subject, ct);
        ticket.Current = next with { UserInfo = userInfo ?? held.UserInfo };
        return Freshness.Fresh;
    }
}
