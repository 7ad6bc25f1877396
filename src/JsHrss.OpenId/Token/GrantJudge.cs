using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Token;

/// <summary>
/// The one function that says whether a grant may be served now: at redemption, refresh, userinfo, introspection and the host's own APIs.
/// </summary>
/// <remarks>Lock, freeze, revocation and expiry are read again every time, not only at sign-in (decision 2 of the security design; cases CD-17, RT-08).</remarks>
internal sealed class GrantJudge(IHouse house, NotBeforeBound bound, TimeProvider clock)
{
    /// <summary>The grant with its bound, or why not.</summary>
    /// <param name="client">Whose grant it is, as registered now.</param>
    /// <param name="grant">As remembered.</param>
    /// <param name="standing">Read together with it.</param>
    public Judgement Judge(Client client, Grant grant, IStanding? standing)
    {
        var now = clock.GetUtcNow();
        if (grant.EndedBecause is { } because)
            return new Judgement(null, because);
        if (grant.EndsAt <= now)
            return new Judgement(null, "grant_expired");
        if (bound.Cuts(client, grant.CreatedAt))
            return new Judgement(null, NotBeforeBound.Reason);
        if (standing is null)
            return new Judgement(null, "standing_unknown");
        switch (house.Judge(standing, grant, now))
        {
            case Verdict.Served served:
                var notAfter = served.NotAfter is { } until && until < grant.EndsAt ? until : grant.EndsAt;
                return notAfter <= now ? new Judgement(null, "authority_expired") : new Judgement(new JudgedGrant(grant, standing, notAfter), null);
            case Verdict.Refused refused:
                return new Judgement(null, refused.Reason);
            default:
                throw new InvalidOperationException("The house gave a verdict outside the closed union.");
        }
    }
}

/// <summary>Exactly one of the two is set.</summary>
/// <param name="Served">The grant that may be served.</param>
/// <param name="Reason">Stable code of why it may not.</param>
internal readonly record struct Judgement(JudgedGrant? Served, string? Reason);
