using System.Collections.Immutable;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Rules;

/// <summary>The grant type is one of ours.</summary>
/// <remarks>The password grant is none: it hands people's passwords to clients (RFC 9700 §2.4, case AZ-10).</remarks>
internal sealed class GrantTypeIsKnown(ImmutableArray<string> known) : IRule<TokenRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "5.2");

    public ValueTask<ProtocolError?> BreachAsync(TokenRequest request, CancellationToken ct) =>
        new(known.Contains(request.Form["grant_type"] ?? "", StringComparer.Ordinal) ? null : ProtocolErrors.UnsupportedGrantType());
}
