using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Codes are answered in the query of the redirect URI.</summary>
internal sealed class ResponseModeIsQuery : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("OAuth 2.0 Multiple Response Types", "2.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["response_mode"] is null or "query" ? Breach.None : Breach.InvalidRequest("The only response_mode is query.");
}
