using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Interaction.Checks;

/// <summary>The newest proof of the session is older than <c>max_age</c>, or a new one was asked for by <c>prompt=login</c>.</summary>
/// <remarks>
/// Only a proof given since the interaction began satisfies prompt=login or max_age=0: comparing with the clock alone would ask for
/// ever, and believing an answered prompt alone would let a page skip the proof. Such a proof grows old too while its person sits before
/// the pages that follow: then it is asked for again, and as what was answered before stays answered, its renewal leads straight to the code.
/// </remarks>
internal sealed class SessionTooOld : IOrderedCheck
{
    public SpecRef Law { get; } = new("OIDC Core", "3.1.2.1");

    /// <summary>
    /// Lets a person who has just signed in choose and consent, where <c>max_age</c> is shorter. The minute by which relying parties let clocks differ:
    /// whoever compares <c>auth_time</c> with <c>max_age</c> still takes it.
    /// </summary>
    public static readonly TimeSpan AfterSignIn = TimeSpan.FromSeconds(60);

    public ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct) =>
        Need.When(IsTooOld(state, state.Session!.Proofs[^1].At), Page.SignIn, "proof_too_old", "login_required");

    /// <summary>The earliest moment of a proof that is recent enough for the request's <c>max_age</c>; null: it sent none.</summary>
    public static DateTimeOffset? RecentSince(InteractionState state)
    {
        if (state.Request.MaxAge is not { } maxAge)
            return null;
        var since = state.Now - maxAge;
        var sinceBegun = state.StartedAt > state.Now - AfterSignIn ? state.StartedAt : state.Now - AfterSignIn;
        return sinceBegun < since ? sinceBegun : since;
    }

    public static bool IsTooOld(InteractionState state, DateTimeOffset authenticatedAt)
    {
        var isNew = authenticatedAt >= state.StartedAt;
        if (state.Request.Asks(Prompt.Login) && !isNew)
            return true;
        if (state.Request.MaxAge is not { } maxAge)
            return false;
        return state.Now - authenticatedAt > (isNew && maxAge < AfterSignIn ? AfterSignIn : maxAge);
    }
}
