using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Token;

/// <summary>How refresh tokens are made and how long they last (decision 9 of the security design).</summary>
internal sealed class RefreshTokens(ISuccessorKeys keys, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>
    /// What nothing else protects rotates (RFC 9700 §2.2.2, §4.14.2). Confidential clients keep theirs, because a thief lacks their secret, and so do those
    /// bound to a key, which he lacks as well; unless registered otherwise.
    /// </summary>
    public static bool Rotate(Client client, Grant grant) => client.RotateRefreshTokens || (client.IsPublic && grant.Entitlement.Confirmation.Jkt is null);

    /// <summary>Whether a client gets refresh tokens: with its registration for the grant type. Without <c>offline_access</c> they end with the session.</summary>
    public static bool AreFor(Client client) => client.GrantTypes.Contains("refresh_token", StringComparer.Ordinal);

    /// <summary>How long a rotated token still answers its successor.</summary>
    public TimeSpan Grace => options.Value.RotationGrace;

    /// <summary>When the grant ends if it is not used again; never past its absolute end (case RT-07).</summary>
    public DateTimeOffset IdleEnd(Grant grant, DateTimeOffset now)
    {
        var idle = now + (grant.Offline ? options.Value.OfflineRefreshIdle : options.Value.RefreshIdle);
        return idle < grant.EndsAt ? idle : grant.EndsAt;
    }

    /// <summary>The first refresh token of a grant.</summary>
    public (Change.Keep Keep, string Text) First(Grant grant, Client client, DateTimeOffset now)
    {
        var (handle, text) = Handle.Mint(Keepsake.RefreshToken, now);
        return (KeepOf(handle, grant, client, now), text);
    }

    /// <summary>The token that replaces a rotated one: a new key, a secret that follows from the predecessor's.</summary>
    public (Change.Keep Keep, string Text) Next(Handle predecessor, Grant grant, Client client, DateTimeOffset now)
    {
        var (handle, text) = Successor(predecessor, Guid.CreateVersion7(now));
        return (KeepOf(handle, grant, client, now), text);
    }

    /// <summary>The successor of this key, the same on every node.</summary>
    public (Handle Handle, string Text) Successor(Handle predecessor, Guid key)
    {
        Span<byte> secret = stackalloc byte[32];
        keys.Derive(predecessor.SecretDigest.Span, key, secret);
        return Handle.From(Keepsake.RefreshToken, key, secret);
    }

    // A kept token lives as long as its grant and its idle end stands in the grant; a rotating one is replaced at every use and carries its own.
    private Change.Keep KeepOf(Handle handle, Grant grant, Client client, DateTimeOffset now) =>
        new(handle, client.Id, grant.Id, ReadOnlyMemory<byte>.Empty, Rotate(client, grant) ? IdleEnd(grant, now) : grant.EndsAt);
}
