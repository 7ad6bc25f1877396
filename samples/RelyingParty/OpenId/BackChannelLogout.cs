using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.Tickets;

namespace RelyingParty.OpenId;

/// <summary>Where the identity provider says, server to server, that a session is over (OpenID Connect Back-Channel Logout §2.5).</summary>
internal sealed partial class BackChannelLogout(TicketStore tickets, SeenTokens seen, IOptionsMonitor<OpenIdOptions> options, TimeProvider time, ILogger<BackChannelLogout> log)
{
    private const string Parameter = "logout_token";

    /// <summary>Handles the POST for one client: 200 when the word was taken, 400 when not, nothing stored in between (§2.8).</summary>
    public async Task AnswerAsync(HttpContext context, string scheme)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await RefusalAsync(context, scheme) is not { } refusal)
            return;
        Refused(scheme, refusal);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsJsonAsync(new { error = "invalid_request", error_description = $"The logout token was not accepted: {refusal}." }, context.RequestAborted);
    }

    private async Task<string?> RefusalAsync(HttpContext context, string scheme)
    {
        if (await TokenAsync(context.Request) is not { } token)
            return Parameter;
        var client = options.Get(scheme);
        var verdict = await JudgeAsync(client, token, context.RequestAborted);
        if (verdict is { KeyUnknown: true })
        {
            // The server may have published a new key since we looked.
            client.Discovery.RequestRefresh();
            verdict = await JudgeAsync(client, token, context.RequestAborted);
        }
        if (verdict.Word is not { } word)
            return verdict.Refusal;
        if (!seen.IsFirst(client.ClientId, word.TokenId, word.Ends))
            return "jti";
        Taken(scheme, word.SessionId is not null ? "session" : "subject", tickets.End(client.ClientId, word.SessionId, word.Subject));
        return null;
    }

    private async Task<LogoutTokenVerdict> JudgeAsync(OpenIdOptions client, string token, CancellationToken ct)
    {
        OpenIdConnectConfiguration server;
        try
        {
            server = await client.Discovery.GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException)
        {
            return new(null, "keys");
        }
        return await LogoutTokenCheck.JudgeAsync(token, new LogoutTokenExpectation(client.Issuer, client.ClientId, client.IdTokenAlgorithm, server.SigningKeys, time.GetUtcNow()));
    }

    private static async Task<string?> TokenAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return null;
        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))[Parameter] is [{ Length: > 0 and <= 16_384 } one] ? one : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }

    [LoggerMessage(11, LogLevel.Information, "Back-channel logout of client {Client} by {Name}: {Count} tickets ended")]
    private partial void Taken(string client, string name, int count);

    [LoggerMessage(12, LogLevel.Warning, "Back-channel logout of client {Client} refused: {Check}")]
    private partial void Refused(string client, string check);
}
