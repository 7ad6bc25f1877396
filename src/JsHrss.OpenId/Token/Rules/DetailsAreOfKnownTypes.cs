using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>Every object of <c>authorization_details</c> is of a type that the client is registered for, and says nothing its type does not know.</summary>
/// <remarks>Whether it stays within what was granted, the grant decides.</remarks>
internal sealed class DetailsAreOfKnownTypes(DetailTypes types) : IRule<TokenRequest>
{
    public SpecRef Law { get; } = new("RFC 9396", "8");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct) =>
        new(request.Form[AskedDetails.Name] is { } text && types.Read(text, request.Client).Failed(out var breach, out _) ? breach : null);
}
