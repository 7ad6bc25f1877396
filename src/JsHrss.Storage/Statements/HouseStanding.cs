using JsHrss.Accounts.Standing;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Statements;

/// <summary>The domain's standing as the ledger hands it to the engine, read in the same round trip as the grant. The bridge takes it out again.</summary>
/// <param name="Value">Null: the grant is nobody's (client_credentials), or its person is not there any more; the grant's subject tells which.</param>
public sealed record HouseStanding(ContextStanding? Value) : IStanding
{
    /// <summary>Without a person.</summary>
    public static HouseStanding OfNobody { get; } = new((ContextStanding?)null);
}
