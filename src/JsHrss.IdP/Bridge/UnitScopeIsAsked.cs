using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Protocol;

namespace JsHrss.IdP.Bridge;

/// <summary>A client that serves units alone asks for scope <c>unit</c> (docs/tokens.md, Request).</summary>
/// <remarks>Said at once: without the scope a person would sign in, and could then only be told that it was in vain.</remarks>
internal sealed class UnitScopeIsAsked : IHouseRule
{
    public SpecRef Law { get; } = new("RFC 6749", "3.3");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct)
    {
        var asked = request.Parameters["scope"]?.Split(' ').Contains(House.UnitScope) == true;
        return new(asked || request.Client.Contexts.Contains("person")
            ? null
            : new ProtocolError("invalid_scope", "This client acts for units only: it must ask for the scope unit.", $"Client {request.Client.Id} asked without scope unit."));
    }
}
