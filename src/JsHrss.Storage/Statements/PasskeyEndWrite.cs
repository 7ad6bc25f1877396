using JsHrss.Accounts.Passkeys;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The end of a passkey and of everything that stands on it, inside one change (cases RT-08, AS-13).</summary>
internal sealed class PasskeyEndWrite(FactorEndWrite factors, AuditWriter audit)
{
    private const string RemoveSql = "delete from passkey where id = @id and person = @person";

    /// <summary>Null: no such passkey of this person, and nothing is changed.</summary>
    public SessionEndDone? Remove(LaneWrite write, PasskeyRemoved change, AuditOrigin origin)
    {
        if (write.Prepare(RemoveSql).Bind("@id", change.Passkey.Value).Bind("@person", change.Person.Value).Run() == 0)
            return null;
        audit.Write(write, [change.Fact], origin);
        return factors.End(write, FactorEndWrite.Passkey, new FactorEnd(change.Person, change.Passkey.Value, null, change.At), change.FactOf, origin);
    }
}
