using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>Protects the host's own APIs with the same checks as userinfo and introspection: signature, type, audience, revocation, grant, standing.</summary>
public interface IAccessTokenReader
{
    /// <summary>Reads the token of the Authorization header (RFC 6750 §2.1), and the proof of possession that a bound one comes with (RFC 9449 §7.1).</summary>
    /// <remarks>A proof counts once: call it once a request. The address in the proof is compared with the issuer and the path of the request.</remarks>
    /// <param name="request">The request to the API.</param>
    /// <param name="audience">Audience the token must have; null: the issuer.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StoreUnavailableException">Answer 503 with Retry-After.</exception>
    ValueTask<AccessTokenReading> ReadAsync(HttpRequest request, string? audience, CancellationToken ct);

    /// <summary>Whether the person behind a token authenticated strongly and recently enough (RFC 9470).</summary>
    /// <param name="token">A valid token.</param>
    /// <param name="acr">At least this class; null: any.</param>
    /// <param name="maxAge">At most this long ago; null: any time.</param>
    /// <returns>Null when it suffices; else the answer, a 401 that tells the client what to ask for.</returns>
    ProtocolError? StepUp(AccessTokenReading.Valid token, string? acr, TimeSpan? maxAge);

    /// <summary>What a token means in <c>authorization_details</c> now, by the standing it was judged by (RFC 9396 §9): an array; null where it says nothing of them.</summary>
    /// <param name="token">A valid token.</param>
    JsonElement? DetailsOf(AccessTokenReading.Valid token);
}

/// <summary>What became of a token. A closed union.</summary>
public abstract record AccessTokenReading
{
    private AccessTokenReading()
    {
    }

    /// <summary>It counts now.</summary>
    /// <param name="Token">What it says.</param>
    /// <param name="Client">Who presents it.</param>
    /// <param name="Grant">Its grant within its scopes; null where a client acts for itself.</param>
    /// <param name="Standing">What the host judged the grant by; null without grant.</param>
    public sealed record Valid(AccessToken Token, Client Client, Grant? Grant, IStanding? Standing) : AccessTokenReading
    {
        /// <summary>Whether it has a scope.</summary>
        public bool Has(string scope) => Token.Scopes.Contains(scope, StringComparer.Ordinal);

        /// <summary>A refusal of <see cref="BearerErrors"/> as it is told to whoever presented this token: in the scheme DPoP for a bound one (RFC 9449 §7.1).</summary>
        /// <param name="bearer">As RFC 6750 tells it.</param>
        public ProtocolError Refuse(ProtocolError bearer)
        {
            ArgumentNullException.ThrowIfNull(bearer);
            return Token.IsBound ? PossessionChallenge.InsteadOf(bearer) : bearer;
        }
    }

    /// <summary>It does not.</summary>
    /// <param name="Error">The answer, WWW-Authenticate included; <see cref="ProtocolErrorResult"/> writes it.</param>
    public sealed record Refused(ProtocolError Error) : AccessTokenReading;
}
