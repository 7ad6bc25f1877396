using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>The claims parameter is a JSON object without repeated members.</summary>
internal sealed class ClaimsIsAnObject : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("OIDC Core", "5.5");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["claims"] is not { } text || ClaimsParameter.Read(text) is not null
            ? Breach.None
            : Breach.InvalidRequest("claims must be a JSON object whose members userinfo and id_token are objects.");
}
