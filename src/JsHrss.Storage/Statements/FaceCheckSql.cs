using JsHrss.Accounts.FaceChecks;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>What other stores' changes need of face checks.</summary>
internal static class FaceCheckSql
{
    private const string SpendSql = """
        update face_check set state = 4, consumed_at = @now
        where id = @id and state = 2 and ends_at > @now and purpose = @purpose and flow = @flow and person = @person and (@jkt is null or jkt = @jkt)
        """;

    /// <summary>
    /// Consumes a passed check inside the change of the flow that asked for it (cases QR-15, AS-11). False: it is not passed, over, consumed before, of another flow or person, or came with
    /// another key; then the caller writes nothing: <c>if (!FaceCheckSql.Spend(write, spent)) return write.Undo(…);</c>
    /// </summary>
    public static bool Spend(LaneWrite write, SpentFaceCheck spent) => write.Prepare(SpendSql)
        .Bind("@id", spent.Id.Value)
        .Bind("@purpose", (int)spent.Flow.Purpose)
        .Bind("@flow", spent.Flow.Id)
        .Bind("@person", spent.Person.Value)
        .Bind("@jkt", spent.Thumbprint)
        .Bind("@now", spent.At)
        .ChangesOne();
}
