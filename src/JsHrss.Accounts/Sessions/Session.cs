using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Sessions;

/// <summary>One browser signed in by one person, with all that was proven.</summary>
/// <param name="State">Key and ends.</param>
/// <param name="Person">Who.</param>
/// <param name="Proofs">What was proven, oldest first; at least one.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SeenAt">Last use, UTC.</param>
public sealed record Session(SessionState State, PersonId Person, ImmutableArray<Proof> Proofs, DateTimeOffset CreatedAt, DateTimeOffset SeenAt)
{
    /// <summary>Its key.</summary>
    public SessionId Id => State.Id;
}

/// <summary>Whether a session goes on.</summary>
/// <param name="Id">Its key.</param>
/// <param name="IdleUntil">Unused, it ends here, UTC.</param>
/// <param name="AbsoluteUntil">It ends here in any case, UTC.</param>
/// <param name="EndedAt">When it was ended; null: it was not.</param>
public sealed record SessionState(SessionId Id, DateTimeOffset IdleUntil, DateTimeOffset AbsoluteUntil, DateTimeOffset? EndedAt)
{
    /// <summary>Whether a browser may still use it.</summary>
    public bool IsLiveAt(DateTimeOffset now) => EndedAt is null && now < IdleUntil && now < AbsoluteUntil;
}
