using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary><c>none</c>: a public client names itself; its requests are proven by PKCE and by the tokens it holds.</summary>
internal sealed class NoAuthentication : IClientAuthenticationMethod
{
    public ClientAuthenticationMethod Method => ClientAuthenticationMethod.None;

    public SpecRef Law { get; } = new("RFC 6749", "3.2.1");

    public bool IsUsedBy(HttpRequest request, FormParameters form) =>
        request.Headers.Authorization.Count == 0 && form["client_secret"] is null && form["client_assertion"] is null && form["client_assertion_type"] is null;

    public Attempt<PresentedClient> Read(HttpRequest request, FormParameters form) => form["client_id"] is { } id
        ? new PresentedClient(new ClientId(id))
        : ProtocolErrors.InvalidClient("Neither client_id nor client authentication was sent.");

    public ValueTask<ClientProof> ProveAsync(PresentedClient presented, Client? client, CancellationToken ct) =>
        ValueTask.FromResult(client is not null ? ClientProof.Given : ClientProof.Missing("no public client of this name"));
}
