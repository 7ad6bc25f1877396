using JsHrss.Accounts.AppKeys;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The end of a key of the app and of everything that stands on it, inside one change (cases RT-08, AS-13).</summary>
internal sealed class AppKeyEndWrite(FactorEndWrite factors, AuditWriter audit)
{
    private static readonly Sql EndSql = Sql.Of(
        "update app_key set ended_at = @at where id = @id and person = @person and ended_at is null returning jkt",
        sqlServer: "update app_key set ended_at = @at output inserted.jkt where id = @id and person = @person and ended_at is null");

    /// <summary>Null: no such key of this person, or it has ended, and nothing is changed.</summary>
    public SessionEndDone? End(LaneWrite write, AppKeyEnded change, AuditOrigin origin)
    {
        if (Ended(write.Prepare(EndSql).Bind("@id", change.Key.Value).Bind("@person", change.Person.Value).Bind("@at", change.At)) is not { } thumbprint)
            return null;
        audit.Write(write, [change.Fact], origin);
        var done = factors.End(write, FactorEndWrite.AppKey, new FactorEnd(change.Person, change.Key.Value, thumbprint, change.At), change.FactOf, origin);
        return done with { Tickets = QrTicketEndWrite.EndOf(write, change.Person, thumbprint, change.At) };
    }

    private static string? Ended(Statement statement)
    {
        using var row = statement.Read();
        return row.Read() ? row.GetString(0) : null;
    }
}
