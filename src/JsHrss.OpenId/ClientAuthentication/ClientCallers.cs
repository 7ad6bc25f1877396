using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

internal sealed class ClientCallers(ClientAuthenticator clients, IAccessTokenReader tokens) : IClientCallers
{
    private const string Basic = "Basic ";

    public ValueTask<ClientCall> ReadAsync(HttpContext http, string? scope, bool acceptSecret, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(http);
        return acceptSecret && ShowsSecret(http.Request) ? BySecretAsync(http, ct) : ByTokenAsync(http, scope, acceptSecret, ct);
    }

    private static bool ShowsSecret(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase);

    private async ValueTask<ClientCall> BySecretAsync(HttpContext http, CancellationToken ct)
    {
        if ((await clients.AuthenticateAsync(http, FormParameters.None, ct).ConfigureAwait(false)).Failed(out var stranger, out var proven))
            return new ClientCall.Refused(stranger);
        return await clients.ApplyAsync(http, proven, []).ConfigureAwait(false) is Outcome.AlreadySeen seen
            ? new ClientCall.Refused(ClientAuthenticator.Replayed(proven, seen))
            : new ClientCall.Known(proven.Client);
    }

    private async ValueTask<ClientCall> ByTokenAsync(HttpContext http, string? scope, bool acceptSecret, CancellationToken ct)
    {
        var reading = await tokens.ReadAsync(http.Request, audience: null, ct).ConfigureAwait(false);
        if (reading is not AccessTokenReading.Valid token)
            return new ClientCall.Refused(WithBasic(((AccessTokenReading.Refused)reading).Error, acceptSecret));
        if (token.Grant is not null)
            return new ClientCall.Refused(token.Refuse(BearerErrors.InvalidToken("The token is about a person; a client calls here for itself.")));
        return scope is not null && !token.Has(scope)
            ? new ClientCall.Refused(token.Refuse(BearerErrors.InsufficientScope(scope)))
            : new ClientCall.Known(token.Client);
    }

    /// <summary>Whoever shows nothing is told every scheme that is accepted (RFC 9110 §11.6.1).</summary>
    private static ProtocolError WithBasic(ProtocolError refusal, bool acceptSecret) => acceptSecret && refusal is { Code.Length: 0, Status: StatusCodes.Status401Unauthorized }
        ? refusal with { Headers = refusal.Headers.AddRange(ProtocolErrors.InvalidClient("").Headers) }
        : refusal;
}
