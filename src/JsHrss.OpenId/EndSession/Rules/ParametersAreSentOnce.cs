using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.EndSession.Rules;

/// <summary>No parameter is sent twice.</summary>
/// <remarks>Two readers of one request (a proxy and we) might each believe another address (case AZ-08).</remarks>
internal sealed class ParametersAreSentOnce : IRule<ReadSignOut>
{
    public SpecRef Law { get; } = new("OIDC RP-Initiated Logout", "4");

    public ValueTask<ProtocolError?> BreachAsync(ReadSignOut request, CancellationToken ct) =>
        request.Parameters.Repeated.IsEmpty ? Breach.None : Breach.InvalidRequest("A parameter was sent more than once.");
}
