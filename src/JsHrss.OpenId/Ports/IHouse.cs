using System.Text.Json.Nodes;
using JsHrss.OpenId.Authorization;

namespace JsHrss.OpenId.Ports;

/// <summary>The host's decisions about people and their authority. The engine asks and obeys; it never learns what a unit is.</summary>
public interface IHouse
{
    /// <summary>In which context this request will be served, from what the session proved and the person chose. Pure: the standing holds everything.</summary>
    ContextDecision DecideContext(AuthorizationRequest request, SignedIn session, PromptAnswer? chosen);

    /// <summary>What this session's proofs amount to in one context: acr, amr, auth_time, idp.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="context">In which context.</param>
    /// <param name="recentSince">The request's <c>max_age</c>: what was proven before this shows nobody's presence now, UTC; null: it asked for none.</param>
    Authentication Authenticate(SignedIn session, ContextId context, DateTimeOffset? recentSince);

    /// <summary>Whether a grant may still be served. Pure and called at every redemption, userinfo and introspection.</summary>
    Verdict Judge(IStanding standing, Grant grant, DateTimeOffset now);

    /// <summary>The host's claims for one target. Registered claims of the engine (iss, sub, aud, exp, iat, nonce, ...) are refused by the engine when present (case JW-18).</summary>
    ValueTask<JsonObject> ClaimsAsync(Grant grant, IStanding standing, ClaimsFor target, CancellationToken ct);

    /// <summary>Order of acr values: negative when unknown, else its rank; "at least" comparisons use it.</summary>
    int RankOf(string acr);

    /// <summary>
    /// Whether this person could reach an acr in this context by proving more. False: no sign-in page helps, so the client is told
    /// at once (OpenID Connect Core Unmet Authentication Requirements §1) or the person sees why they are not served.
    /// </summary>
    bool CanReach(SignedIn session, ContextId context, string acr) => true;

    /// <summary>
    /// Whether a grant may go over into a context that its client names at a refresh. Only as far as the sign-in which the grant tells of reaches: acr, amr and auth_time
    /// must be true in the other context too. One read of the host's own; asked only when a context is named.
    /// </summary>
    /// <param name="grant">Open and served.</param>
    /// <param name="hint">As sent; at most 512 characters, hostile.</param>
    /// <param name="ct">Cancels the read.</param>
    ValueTask<ContextSwitch> SwitchContextAsync(Grant grant, string hint, CancellationToken ct) => ValueTask.FromResult<ContextSwitch>(new ContextSwitch.NoneServed("contexts_are_not_switched"));
}

/// <summary>In which context a request will be served. A closed union.</summary>
public abstract record ContextDecision
{
    private ContextDecision()
    {
    }

    /// <summary>This context; the session's proofs open it.</summary>
    /// <param name="Context">Which.</param>
    public sealed record Settled(ContextId Context) : ContextDecision;

    /// <summary>Several are possible and nothing is guessed: the person must choose.</summary>
    public sealed record Ask : ContextDecision;

    /// <summary>A context was named or is the only one served, but this session's proofs do not open it: the person must prove more.</summary>
    /// <param name="Context">Which; null when no particular one.</param>
    public sealed record ProofMissing(ContextId? Context) : ContextDecision;

    /// <summary>No context of this person can serve the request, whatever is proven.</summary>
    /// <param name="Reason">Stable code for the log and the page.</param>
    public sealed record NoneServed(string Reason) : ContextDecision;
}

/// <summary>Whether a grant may still be served. A closed union.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It may.</summary>
    /// <param name="NotAfter">No token may live past this, UTC; null: no bound.</param>
    public sealed record Served(DateTimeOffset? NotAfter) : Verdict;

    /// <summary>It may not.</summary>
    /// <param name="Reason">Stable code for log and audit; clients see invalid_grant, or active=false.</param>
    public sealed record Refused(string Reason) : Verdict;
}

/// <summary>Where claims are going.</summary>
public enum ClaimsFor
{
    /// <summary>ID token (Core §2).</summary>
    IdToken,

    /// <summary>UserInfo response (Core §5.3).</summary>
    UserInfo,

    /// <summary>JWT access token (RFC 9068).</summary>
    AccessToken,

    /// <summary>Introspection response (RFC 7662 §2.2).</summary>
    Introspection,

    /// <summary>Members beside the tokens in a token response, the host's own.</summary>
    TokenResponse,
}
