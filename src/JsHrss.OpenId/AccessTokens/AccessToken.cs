using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>What one of our access tokens says (RFC 9068 §2.2). Its contents never change; whether it still counts is the ledger's to say.</summary>
/// <param name="Subject"><c>sub</c> as its client knows it; the client itself where it acts for itself.</param>
/// <param name="Client"><c>client_id</c>.</param>
/// <param name="Audience"><c>aud</c>: one.</param>
/// <param name="Scopes"><c>scope</c>.</param>
/// <param name="IssuedAt"><c>iat</c>, UTC.</param>
/// <param name="ExpiresAt"><c>exp</c>, UTC.</param>
/// <param name="Id"><c>jti</c>.</param>
/// <param name="Grant">Private claim <c>grant_id</c>; null for client_credentials.</param>
/// <param name="Digest">SHA-256 of its signing input: what a revocation names it by.</param>
public sealed record AccessToken(
    string Subject,
    ClientId Client,
    string Audience,
    ImmutableArray<string> Scopes,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    string Id,
    GrantId? Grant,
    ReadOnlyMemory<byte> Digest)
{
    /// <summary><c>cnf</c> (RFC 7800 §3.1): the key whose holder alone may present it; <see cref="Confirmation.None"/>: a bearer token.</summary>
    public Confirmation Confirmation { get; init; } = Confirmation.None;

    /// <summary><c>authorization_details</c> (RFC 9396 §9.1) as it said them when it was issued; null: none, or a scope of its stands for them. What of it still holds, <see cref="IAccessTokenReader.DetailsOf"/> tells.</summary>
    public JsonElement? AuthorizationDetails { get; init; }

    /// <summary>Whether it must be presented with a proof of possession (RFC 9449 §7.1).</summary>
    public bool IsBound => Confirmation.Jkt is not null;
}
