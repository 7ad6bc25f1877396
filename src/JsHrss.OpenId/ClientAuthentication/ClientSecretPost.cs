using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary><c>client_secret_post</c>: identifier and secret as form parameters. Never in the query, which every log keeps (<see cref="FormReader"/>, case CD-13).</summary>
internal sealed class ClientSecretPost : IClientAuthenticationMethod
{
    public ClientAuthenticationMethod Method => ClientAuthenticationMethod.ClientSecretPost;

    public SpecRef Law { get; } = new("RFC 6749", "2.3.1");

    public bool IsUsedBy(HttpRequest request, FormParameters form) => form["client_secret"] is not null;

    public Attempt<PresentedClient> Read(HttpRequest request, FormParameters form) => form["client_id"] is { } id
        ? PresentedSecret.Of(id, form["client_secret"]!)
        : ProtocolErrors.InvalidClient("client_secret was sent without client_id.");

    public ValueTask<ClientProof> ProveAsync(PresentedClient presented, Client? client, CancellationToken ct) =>
        ValueTask.FromResult(((PresentedSecret)presented).Prove(client));
}
