using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Every object of <c>authorization_details</c> is of a type that the client is registered for, and says nothing its type does not know.</summary>
/// <remarks>A member that were ignored might be the very one that limits what the person is asked for.</remarks>
internal sealed class DetailsAreOfKnownTypes(DetailTypes types) : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 9396", "5");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        new(request.Parameters[AskedDetails.Name] is { } text && types.Read(text, request.Client).Failed(out var breach, out _) ? breach : null);
}
