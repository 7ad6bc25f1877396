using System.Diagnostics.CodeAnalysis;

namespace JsHrss.OpenId.Ports;

/// <summary>What the host read in the same round trip as a grant or session: account, authority, session. Opaque to the engine; only <see cref="IHouse"/> looks inside.</summary>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "The engine carries it from ledger to house without learning what it holds.")]
public interface IStanding;
