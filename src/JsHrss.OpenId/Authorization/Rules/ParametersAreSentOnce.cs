using System.Collections.Frozen;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>No parameter is sent twice, not even in the array spelling of some frameworks.</summary>
/// <remarks>Two readers of one request (a proxy and we) might each believe another value (case AZ-08).</remarks>
internal sealed class ParametersAreSentOnce : IRule<AddressedRequest>
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "code_challenge", "code_challenge_method", "dpop_jkt", "prompt", "max_age",
            "display", "acr_values", "claims", "claims_locales", "resource", "login_hint", "id_token_hint", "ui_locales", "request", "request_uri", "registration", "authorization_details",
        ],
        StringComparer.Ordinal);

    public SpecRef Law { get; } = new("RFC 6749", "3.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct)
    {
        if (!request.Parameters.Repeated.IsEmpty)
            return Breach.InvalidRequest("A parameter was sent more than once.");
        foreach (var (name, _) in request.Parameters.Sent)
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            if (bracket > 0 && Known.Contains(name[..bracket]))
                return Breach.InvalidRequest("A parameter was sent in array spelling.");
        }

        return Breach.None;
    }
}
