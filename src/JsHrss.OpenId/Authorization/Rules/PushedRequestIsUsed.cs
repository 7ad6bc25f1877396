using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>A client registered for pushed requests alone asks in no other way.</summary>
/// <remarks>A request put together in the browser could be put together by anybody there (case AZ-19).</remarks>
internal sealed class PushedRequestIsUsed : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 9126", "4");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Client.RequirePushedAuthorizationRequests && request.Pushed is null
            ? Breach.InvalidRequest("This client must push its authorization requests.")
            : Breach.None;
}
