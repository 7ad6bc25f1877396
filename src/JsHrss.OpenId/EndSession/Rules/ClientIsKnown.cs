using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.EndSession.Rules;

/// <summary>A client that is named is a registered one.</summary>
internal sealed class ClientIsKnown : IRule<ReadSignOut>
{
    public SpecRef Law { get; } = new("OIDC RP-Initiated Logout", "2");

    public ValueTask<ProtocolError?> BreachAsync(ReadSignOut request, CancellationToken ct) =>
        request.Parameters["client_id"] is null || request.Client is not null ? Breach.None : Breach.Of("invalid_client", "This client is not registered.");
}
