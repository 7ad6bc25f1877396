using JsHrss.Accounts.Audit;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Facts of refusals, with no change beside them.</summary>
internal sealed class RefusalNotes(IHallDatabase database, AuditWriter audit) : IRefusalNotes
{
    public async ValueTask WriteAsync(AuditFact fact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var origin = audit.Origin();
        await database.WriteAsync(
            write =>
            {
                audit.Write(write, [fact], origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }
}
