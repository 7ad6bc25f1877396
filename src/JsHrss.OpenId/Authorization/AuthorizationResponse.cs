using System.Collections.Immutable;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>What a client is answered, whichever way it travels: always with the issuer, errors too (RFC 9207 §2).</summary>
internal sealed class AuthorizationResponse(IOptions<OpenIdProviderOptions> options)
{
    private readonly string _issuer = options.Value.Issuer;

    /// <summary>RFC 6749 §4.1.2.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Code(string? state, string code) => Finish([new("code", code)], state);

    /// <summary>RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Error(string? state, ProtocolError error) =>
        Finish([new("error", error.Code), new("error_description", error.ForClient)], state);

    private ImmutableArray<KeyValuePair<string, string>> Finish(ImmutableArray<KeyValuePair<string, string>> answer, string? state) =>
        state is null ? [.. answer, new("iss", _issuer)] : [.. answer, new("state", state), new("iss", _issuer)];
}
