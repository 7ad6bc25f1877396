using System.Globalization;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>max_age is a whole number of seconds, zero included.</summary>
internal sealed class MaxAgeIsWholeSeconds : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["max_age"] is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Breach.None
            : Breach.InvalidRequest("max_age must be a whole number of seconds.");
}
