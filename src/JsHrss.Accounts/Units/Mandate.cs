using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Units;

/// <summary>授权: what an administrator or agent may do, and how long. Legal representatives have none.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Validity">授权期限, never open-ended (C37).</param>
/// <param name="Scope">可经办业务范围.</param>
/// <param name="GrantedBy">授权人.</param>
/// <param name="Version">Counts changes, from 1; relying parties see it (case UN-22).</param>
public sealed record Mandate(MandateId Id, Validity Validity, MandateScope Scope, GrantedBy GrantedBy, int Version = 1);

/// <summary>授权人, as far as relying parties see it.</summary>
/// <param name="Method">How the mandate came about.</param>
/// <param name="Role">Role of the person who granted it; null where no member did (counter, legacy upgrade).</param>
/// <param name="Person">Who; null where no member did. Never leaves the house.</param>
public sealed record GrantedBy(MembershipLink Method, UnitRole? Role, PersonId? Person = null);
