using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token;

/// <summary>Which key a grant's refresh tokens are bound to (RFC 9449 §5). A public client's are bound to the key it proves; a confidential client's to its authentication.</summary>
internal static class GrantBinding
{
    /// <summary>The breach; null: the grant is bound to nothing, or to the key that was proven.</summary>
    public static ProtocolError? Breach(Grant grant, Confirmation proven) => IsHeldBy(grant, proven)
        ? null
        : ProtocolErrors.InvalidGrant("The grant is bound to another key than was proven.");

    /// <summary>Whether a grant may be used with this key.</summary>
    public static bool IsHeldBy(Grant grant, Confirmation proven)
    {
        var bound = grant.Entitlement.Confirmation;
        return (bound.Jkt is null || string.Equals(bound.Jkt, proven.Jkt, StringComparison.Ordinal))
            && (bound.X5tS256 is null || string.Equals(bound.X5tS256, proven.X5tS256, StringComparison.Ordinal));
    }

    /// <summary>The grant as it stands once tokens were given to whoever proved this key, and what has to be written for it; null: it is so already.</summary>
    /// <remarks>For every grant type that hands out a refresh token. Once bound a grant stays bound.</remarks>
    public static (Grant Grant, Change.Bind? Change) After(Client client, Grant grant, Confirmation proven)
    {
        if (!client.IsPublic || proven.Jkt is null || grant.Entitlement.Confirmation.Jkt is not null)
            return (grant, null);
        var bound = grant.Entitlement.Confirmation with { Jkt = proven.Jkt };
        return (grant with { Entitlement = grant.Entitlement with { Confirmation = bound } }, new Change.Bind(grant.Id, proven.Jkt));
    }
}
