using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Protocol;

namespace JsHrss.IdP.Bridge;

/// <summary>Who names business items asks for scope <c>unit</c> too: for oneself there are none (docs/tokens.md).</summary>
internal sealed class ItemsAreAskedForAUnit : IHouseRule
{
    public SpecRef Law { get; } = new("RFC 9396", "3.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        new(request.Parameters["authorization_details"] is null || request.Parameters["scope"]?.Split(' ').Contains(House.UnitScope) == true
            ? null
            : new ProtocolError("invalid_authorization_details", "Business items are done for a unit: ask for the scope unit too.", $"Client {request.Client.Id} asked for items without scope unit."));
}
