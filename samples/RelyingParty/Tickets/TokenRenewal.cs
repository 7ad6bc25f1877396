using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>What became of a refresh token that was presented.</summary>
internal abstract record Renewal
{
    private Renewal()
    {
    }

    /// <summary>New tokens, checked.</summary>
    internal sealed record Granted(SignedIn Next) : Renewal;

    /// <summary>An error of RFC 6749 §5.2.</summary>
    internal sealed record Refused(string Error) : Renewal;

    /// <summary>No answer that could be used.</summary>
    /// <param name="RefreshToken">What rotated is spent: the one that serves next, whatever became of the rest; null: none came.</param>
    internal sealed record Unusable(string? RefreshToken = null) : Renewal;
}

/// <summary>Presents a refresh token, and checks what comes back like a first answer (OpenID Connect Core §12.2).</summary>
internal sealed class TokenRenewal(IOptionsMonitor<OpenIdOptions> options, TimeProvider time)
{
    /// <summary>Asks. Whoever holds the ticket of <paramref name="held"/> keeps others from asking meanwhile (<see cref="Ticket.Gate"/>).</summary>
    /// <param name="held">A sign-in with a refresh token.</param>
    /// <param name="unitHint"><c>unit_hint</c>: for whom the new tokens shall be; null: as before.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Renewal> AskAsync(SignedIn held, string? unitHint, CancellationToken ct)
    {
        var client = options.Get(held.Scheme);
        OpenIdConnectConfiguration server;
        try
        {
            server = await client.Discovery.GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException)
        {
            return new Renewal.Unusable();
        }
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = held.Tokens.RefreshToken! };
        if (unitHint is not null)
            form["unit_hint"] = unitHint;
        return await TokenEndpoint.AskAsync(client, server.TokenEndpoint, form, ct) switch
        {
            TokenOutcome.Granted { Answer: var answer } => await ReadAsync(held, answer, client, server, ct),
            TokenOutcome.Refused { Error: var error } => new Renewal.Refused(error),
            _ => new Renewal.Unusable(),
        };
    }

    private async Task<Renewal> ReadAsync(SignedIn held, TokenAnswer answer, OpenIdOptions client, OpenIdConnectConfiguration server, CancellationToken ct)
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
                return new Renewal.Unusable(answer.RefreshToken);
            claims = verdict.Claims;
        }
        // The id_token of the first answer is kept for display when the refresh brings none.
        var tokens = answer with { RefreshToken = answer.RefreshToken ?? held.Tokens.RefreshToken, IdToken = answer.IdToken ?? held.Tokens.IdToken };
        var next = held with { Claims = claims, Tokens = tokens, At = time.GetUtcNow() };
        var userInfo = await UserInfoEndpoint.ReadAsync(client.Backchannel, server.UserInfoEndpoint, tokens.AccessToken, next.Subject, ct);
        return new Renewal.Granted(next with { UserInfo = userInfo });
    }
}
