using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>Who calls: exactly one method per request, and exactly the one the client is registered for.</summary>
internal sealed class ClientAuthenticator(IClientRegistry registry)
{
    private const int MaxIdLength = 128;

    private static readonly ImmutableArray<IClientAuthenticationMethod> Methods = [new ClientSecretBasic(), new NoAuthentication()];

    /// <summary>The client that proved itself.</summary>
    public async ValueTask<Attempt<Client>> AuthenticateAsync(HttpContext http, FormParameters form, CancellationToken ct)
    {
        if (MechanismsIn(http.Request, form) > 1)
            return ProtocolErrors.InvalidRequest("More than one way of client authentication was used.");
        if (Methods.FirstOrDefault(m => m.IsUsedBy(http.Request, form)) is not { } method)
            return ProtocolErrors.InvalidClient("A way of client authentication was used that no client is registered for.");
        if (method.Read(http.Request, form).Failed(out var breach, out var presented))
            return breach;

        var client = IsWellFormed(presented.Id) ? await registry.FindAsync(presented.Id, ct).ConfigureAwait(false) : null;
        // No short cut: unknown client, wrong method and wrong secret cost the same and are answered alike (case CD-20).
        var proven = method.Proves(presented, client) & (client?.AuthenticationMethod == method.Method);
        return proven && client is not null
            ? client
            : ProtocolErrors.InvalidClient(client is null ? "Unknown or disabled client." : $"Client {client.Id} did not prove itself by its registered method.");
    }

    /// <summary>The client must not use more than one method in a request (RFC 6749 §2.3).</summary>
    private static int MechanismsIn(HttpRequest request, FormParameters form) =>
        (request.Headers.Authorization.Count > 0 ? 1 : 0)
        + (form["client_secret"] is null ? 0 : 1)
        + (form["client_assertion"] is null && form["client_assertion_type"] is null ? 0 : 1);

    private static bool IsWellFormed(ClientId id)
    {
        if (id.Value.Length is 0 or > MaxIdLength)
            return false;
        foreach (var c in id.Value)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }
}
