using JsHrss.Accounts.Standing;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>What the engine carries while somebody is signed in and no grant exists yet: the session with every membership.</summary>
/// <param name="Value">As just read.</param>
internal sealed record SessionHouseStanding(SessionStanding Value) : IStanding;
