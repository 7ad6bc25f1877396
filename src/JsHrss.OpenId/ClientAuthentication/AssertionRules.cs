using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.ClientAuthentication;

/// <summary>What a client assertion must say besides whose it is (RFC 7523 §3, OpenID Connect Core §9; FAPI 2.0 Security Profile §5.3.2.1 for those held to it).</summary>
internal sealed class AssertionRules(IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    /// <summary>Clocks differ: FAPI 2.0 wants 10 s ahead accepted and more than 60 s refused (case JW-13).</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    /// <summary>RFC 7523 §3, point 4 lets a server refuse what is unreasonably far ahead; it also bounds how long each jti is remembered (case JW-09).</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    private const int MaxJtiLength = 255;

    private readonly string _issuer = options.Value.Issuer;

    /// <summary>RFC 7523 §3 names the token endpoint; RFC 9126 §2 obliges us to take all three, wherever the assertion is shown.</summary>
    private readonly ImmutableArray<string> _ourselves =
        [options.Value.Issuer, options.Value.Issuer + EndpointPaths.Token, options.Value.Issuer + EndpointPaths.PushedAuthorizationRequest];

    /// <summary>Null: nothing is wrong.</summary>
    public string? FaultOf(ClientJwt assertion, Client client)
    {
        if (!assertion.IsOfType("JWT", "client-authentication+jwt"))
            return "the assertion has the typ of something else"; // RFC 8725 §3.11
        if (!IsForUs(assertion.Claims, client))
            return "aud of the assertion is not us alone";
        if (assertion["jti"] is not { Length: > 0 and <= MaxJtiLength })
            return "the assertion has no jti of 1 to 255 characters";
        return FaultInTime(assertion.Claims);
    }

    /// <summary>Until then a repetition would still be accepted by its times.</summary>
    public static DateTimeOffset ForgottenAt(ClientJwt assertion) => NumericDate.Read(assertion.Claims, "exp")!.Value + Skew;

    private string? FaultInTime(JsonElement claims)
    {
        var now = clock.GetUtcNow();
        if (NumericDate.Read(claims, "exp") is not { } expires)
            return "the assertion has no exp in whole seconds";
        // Nothing is ever added to what others wrote: the last second of the calendar is an instant like any other (case JW-07).
        if (expires <= now - Skew)
            return "the assertion has expired";
        if (expires > now + LongestLife)
            return "exp of the assertion is too far ahead";
        foreach (var name in (ReadOnlySpan<string>)["nbf", "iat"])
        {
            if (!NumericDate.TryRead(claims, name, out var at))
                return $"{name} of the assertion is not in whole seconds";
            if (at > now + Skew)
                return $"{name} of the assertion lies ahead";
        }

        return null;
    }

    /// <summary>
    /// One audience, and it is us: an assertion for several servers could be shown to us by one of the others. Clients held to
    /// FAPI 2.0 name the issuer, as a string (Security Profile §5.3.2.1, case JW-10).
    /// </summary>
    private bool IsForUs(JsonElement claims, Client client)
    {
        if (!claims.TryGetProperty("aud", out var audience))
            return false;
        if (client.Fapi2)
            return audience.ValueKind == JsonValueKind.String && audience.ValueEquals(_issuer);
        if (audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() == 1)
            audience = audience[0];
        return audience.ValueKind == JsonValueKind.String && _ourselves.Contains(audience.GetString()!, StringComparer.Ordinal);
    }
}
