using JsHrss.Accounts.Sessions;

namespace JsHrss.Accounts.Standing;

/// <summary>Everything one grant depends on: person, session, and the one membership it is for.</summary>
/// <param name="Person">Who.</param>
/// <param name="Session">The session it was given in; null where there was none (or none any more: then it has ended).</param>
/// <param name="Context">In which capacity.</param>
/// <param name="Unit">The membership's state; null for oneself, and when the membership is gone.</param>
public sealed record ContextStanding(PersonStanding Person, SessionState? Session, SessionContext Context, UnitStanding? Unit);
