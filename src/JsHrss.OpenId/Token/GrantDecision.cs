using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token;

/// <summary>What a grant type decided about a token request. Nothing has been changed yet: the changes stand in the decision. A closed union.</summary>
internal abstract record GrantDecision
{
    private GrantDecision()
    {
    }

    /// <summary>What must become durable with this decision; empty: nothing.</summary>
    public ImmutableArray<Change> Changes { get; init; } = [];

    public static implicit operator GrantDecision(ProtocolError breach) => new Refused(breach);

    /// <summary>Tokens are due, provided that <see cref="Changes"/> can still be applied.</summary>
    /// <param name="Client">To whom.</param>
    /// <param name="Scopes">Scope of the tokens; never more than granted.</param>
    /// <param name="Audience">The one audience of the access token (RFC 8707 §2).</param>
    /// <param name="Confirmation">The key the tokens are bound to.</param>
    public sealed record Entitled(Client Client, ImmutableArray<string> Scopes, string Audience, Confirmation Confirmation) : GrantDecision
    {
        /// <summary>The grant behind it and what the host judged it by; null for client_credentials.</summary>
        public JudgedGrant? Grant { get; init; }

        /// <summary>The array <c>authorization_details</c> of the tokens (RFC 9396 §7); null: none.</summary>
        public JsonElement? Details { get; init; }

        /// <summary>For the ID token of a code (Core §2); null when absent, and always at refresh (Core §12.2).</summary>
        public string? Nonce { get; init; }

        /// <summary>Text of the refresh token to hand out; null: none.</summary>
        public string? RefreshToken { get; init; }
    }

    /// <summary>No tokens. Its changes, such as ending a replayed grant, are applied all the same.</summary>
    public sealed record Refused(ProtocolError Breach) : GrantDecision;
}

/// <summary>A grant that may be served now.</summary>
/// <param name="Grant">As remembered.</param>
/// <param name="Standing">What the host judged it by.</param>
/// <param name="NotAfter">No token of it may live past this, UTC.</param>
internal sealed record JudgedGrant(Grant Grant, IStanding Standing, DateTimeOffset NotAfter);
