using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Outbox;

/// <summary>Queues messages in the transaction of what they tell, whatever their kind; the same one once.</summary>
internal sealed class OutboxWrite(FieldCipher cipher)
{
    private static readonly Sql QueueSql = Sql.Of(
        """
        insert into outbox(id, kind, target, payload, not_before, attempts, dedupe) values (@id, @kind, @target, @payload, @at, 0, @dedupe)
        on conflict(dedupe) do nothing
        """,
        sqlServer: """
        insert into outbox(id, kind, target, payload, not_before, attempts, dedupe) select @id, @kind, @target, @payload, @at, 0, @dedupe
        where not exists(select 1 from outbox with (updlock, holdlock) where dedupe = @dedupe)
        """);

    /// <summary>Queues one, due now.</summary>
    /// <param name="write">The transaction of what it tells.</param>
    /// <param name="kind">Which kind.</param>
    /// <param name="target">For whom; stands in clear, so it is no number and no name.</param>
    /// <param name="payload">Is sealed here.</param>
    /// <param name="at">UTC.</param>
    /// <param name="dedupe">Key of the message.</param>
    public void Queue(LaneWrite write, string kind, string target, byte[] payload, DateTimeOffset at, string dedupe)
    {
        var id = Guid.CreateVersion7(at);
        write.Prepare(QueueSql)
            .Bind("@id", id)
            .Bind("@kind", kind)
            .Bind("@target", target)
            .Bind("@payload", cipher.Seal(SealedField.OutboxPayload, id, payload))
            .Bind("@at", at)
            .Bind("@dedupe", dedupe)
            .Send();
    }
}
