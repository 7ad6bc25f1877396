using System.Text.Json.Nodes;
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
/// <remarks>From the moment that the token is sent, nobody's going away stops it: what is sent is spent, and what comes instead would be lost with the sign-in.</remarks>
internal sealed class TokenRenewal(IOptionsMonitor<OpenIdOptions> options, TimeProvider time)
{
    /// <summary>How long an answer is waited for, whether or not somebody still waits for the page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks. Whoever holds the ticket of <paramref name="held"/> keeps others from asking meanwhile (<see cref="Ticket.Gate"/>).</summary>
    /// <param name="held">A sign-in with a refresh token.</param>
    /// <param name="unitHint"><c>unit_hint</c>: for whom the new tokens shall be; null: as before.</param>
    /// <param name="ct">Cancels until the token is sent, and nothing after.</param>
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
        ct.ThrowIfCancellationRequested();
        using var own = new CancellationTokenSource(Patience);
        TokenOutcome outcome;
        try
        {
            outcome = await TokenEndpoint.AskAsync(client, server.TokenEndpoint, form, own.Token);
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            return new Renewal.Unusable();
        }

        switch (outcome)
        {
            case TokenOutcome.Refused { Error: var error }:
                return new Renewal.Refused(error);
            case TokenOutcome.Granted { Answer: var answer }:
                try
                {
                    return await ReadAsync(held, answer, client, server, own.Token);
                }
                catch (Exception silent) when (silent is InvalidOperationException || (silent is OperationCanceledException && own.IsCancellationRequested))
                {
                    return new Renewal.Unusable(answer.RefreshToken);
                }

            default:
                return new Renewal.Unusable();
        }
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
        return new Renewal.Granted(next with { UserInfo = await UserInfoAsync(client, server, next, ct) });
    }

    /// <summary>Null where none comes in time: the sign-in goes on without it.</summary>
    private static async Task<JsonObject?> UserInfoAsync(OpenIdOptions client, OpenIdConnectConfiguration server, SignedIn next, CancellationToken ct)
    {
        try
        {
            return await UserInfoEndpoint.ReadAsync(client.Backchannel, server.UserInfoEndpoint, next.Tokens.AccessToken, next.Subject, ct);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
