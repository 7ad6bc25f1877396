using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Governance;

/// <summary>A person who acts in one membership. Its standing is read anew at every command; nothing that a token or page says of role or unit is believed.</summary>
/// <param name="Person">Who, from the session or access token.</param>
/// <param name="Membership">In which membership, from the grant's context or the page's chosen one; another person's is none.</param>
/// <param name="ProvenAt">When the person last gave a proof in this context that counts (<see cref="GovernanceProof"/>), UTC; null: none did, and what needs it is refused (R146).</param>
/// <param name="Origin">From where.</param>
public sealed record GovernanceActor(PersonId Person, MembershipId Membership, DateTimeOffset? ProvenAt, RequestOrigin Origin);

/// <summary>Whose members: the unit's own, or those of one institution of it. Never both: each has its own 1-1-10.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Institution">The institution of it; null: the unit itself.</param>
public sealed record MemberPlace(UnitId Unit, InstitutionId? Institution = null);

/// <summary>A member as the actor has seen it.</summary>
/// <param name="Place">Where.</param>
/// <param name="Membership">Which; may be hostile, another unit's is <see cref="GovernanceErrors.MemberUnknown"/>.</param>
/// <param name="Version">The version seen.</param>
public sealed record SeenMember(MemberPlace Place, MembershipId Membership, int Version);

/// <summary>What was done.</summary>
/// <param name="Membership">The member it was done to, or made.</param>
/// <param name="Version">Its version now.</param>
public sealed record MemberDone(MembershipId Membership, int Version);
