using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Ends the codes that a person has scanned or confirmed and no browser has taken up: what they were confirmed on stands no more, and in thirty seconds they would open a session.</summary>
internal static class QrTicketEndWrite
{
    private static readonly Sql OfPersonSql = End("person = @person");

    private static readonly Sql OfKeySql = End("person = @person and jkt = @jkt");

    /// <summary>All of a person.</summary>
    public static ImmutableArray<QrTicketStep> EndOf(LaneWrite write, PersonId person, DateTimeOffset at) => Steps(write.Prepare(OfPersonSql).Bind("@person", person.Value).Bind("@at", at), at);

    /// <summary>Those that one key of the app scanned.</summary>
    public static ImmutableArray<QrTicketStep> EndOf(LaneWrite write, PersonId person, string thumbprint, DateTimeOffset at) =>
        Steps(write.Prepare(OfKeySql).Bind("@person", person.Value).Bind("@jkt", thumbprint).Bind("@at", at), at);

    private static Sql End(string whose) => Sql.Of(
        $"update qr_ticket set state = 5, moved_at = @at where {whose} and state in (2, 3) returning id",
        sqlServer: $"update qr_ticket set state = 5, moved_at = @at output inserted.id where {whose} and state in (2, 3)");

    private static ImmutableArray<QrTicketStep> Steps(Statement statement, DateTimeOffset at)
    {
        using var row = statement.Read();
        var steps = ImmutableArray.CreateBuilder<QrTicketStep>();
        while (row.Read())
            steps.Add(new QrTicketStep(new QrTicketId(row.GetKey(0)), QrTicketState.Denied, at));
        return steps.ToImmutable();
    }
}
