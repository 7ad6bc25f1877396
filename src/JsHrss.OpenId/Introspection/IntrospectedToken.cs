using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Token;

namespace JsHrss.OpenId.Introspection;

/// <summary>An active token as its introspection tells it (RFC 7662 §2.2).</summary>
/// <param name="Client">Whom it was given to.</param>
/// <param name="Subject"><c>sub</c> as that client knows it.</param>
/// <param name="Scopes">Its scope.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="ExpiresAt">UTC; never past what its grant and authority allow.</param>
/// <param name="Audience">Null for refresh tokens.</param>
/// <param name="Id"><c>jti</c>; null for refresh tokens.</param>
/// <param name="Grant">Null for client_credentials.</param>
internal sealed record IntrospectedToken(
    ClientId Client,
    string Subject,
    ImmutableArray<string> Scopes,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    string? Audience,
    string? Id,
    JudgedGrant? Grant)
{
    /// <summary>What it means in <c>authorization_details</c> now (RFC 9396 §9.2); null: nothing.</summary>
    public JsonElement? AuthorizationDetails { get; init; }

    /// <summary>The key it is bound to (RFC 9449 §6.2): whoever asks checks the proof for itself.</summary>
    public Confirmation Confirmation { get; init; } = Confirmation.None;
}
