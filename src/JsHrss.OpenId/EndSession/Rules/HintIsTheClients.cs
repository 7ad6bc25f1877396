using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.EndSession.Rules;

/// <summary>The client named and the client that the hint was issued to are the same: the server MUST verify it when both are sent.</summary>
/// <remarks>Otherwise one client's leaked ID token would sign people out and lead them to another client's page.</remarks>
internal sealed class HintIsTheClients : IRule<ReadSignOut>
{
    public SpecRef Law { get; } = new("OIDC RP-Initiated Logout", "2");

    public ValueTask<ProtocolError?> BreachAsync(ReadSignOut request, CancellationToken ct) =>
        request is { Client: { } client, Hint: { } hint } && !hint.Audience.Contains(client.Id.Value, StringComparer.Ordinal)
            ? Breach.InvalidRequest("The id_token_hint was not issued to this client.")
            : Breach.None;
}
