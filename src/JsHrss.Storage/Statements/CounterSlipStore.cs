using System.Data.Common;
using JsHrss.Accounts.CounterSlips;
using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Slips for the counter in the database.</summary>
internal sealed class CounterSlipStore(IHallDatabase database, AuditWriter audit) : ICounterSlips
{
    private static readonly Sql IssueSql = Sql.Of(Issue(""), sqlServer: Issue(" with (updlock, holdlock)"));

    private static string Issue(string held) => $"""
        insert into counter_slip(id, number, person, purpose, issued_at, valid_until)
        select @id, @number, @person, @purpose, @now, @until
        where not exists(select 1 from counter_slip{held} where person = @person and purpose = @purpose and valid_until > @now)
          and not exists(select 1 from counter_slip{held} where number = @number)
        """;

    private const string Columns = "number, person, purpose, issued_at, valid_until";

    private const string HeldSql = $"select {Columns} from counter_slip where person = @person and purpose = @purpose and valid_until > @now order by id desc";

    private const string FindSql = $"select {Columns} from counter_slip where number = @number";

    public async ValueTask<CounterSlip?> IssueAsync(CounterSlipIssued change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (slip, origin) = (change.Slip, audit.Origin());
        return await database.WriteAsync(
            write =>
            {
                write.OneAtATime("counter_slip"); // two tabs must not both find that there is none, nor two persons that a number is free
                if (Bind(write.Prepare(IssueSql), slip).Bind("@id", Guid.CreateVersion7(slip.IssuedAt)).Bind("@number", slip.Number.Value).Bind("@until", slip.ValidUntil).Run() == 1)
                {
                    audit.Write(write, change.Facts, origin);
                    return slip;
                }

                using var row = Bind(write.Prepare(HeldSql), slip).Read();
                return row.Read() ? Read(row) : null;
            },
            ct).ConfigureAwait(false);
    }

    public ValueTask<CounterSlip?> FindAsync(PersonId person, CounterPurpose purpose, DateTimeOffset now, CancellationToken ct) => database.LookAsync(
        statements => statements.Get(HeldSql).Bind("@person", person.Value).Bind("@purpose", (int)purpose).Bind("@now", now), row => row.Read() ? Read(row) : null, ct);

    public ValueTask<CounterSlip?> FindAsync(CounterSlipNumber number, CancellationToken ct) =>
        database.LookAsync(statements => statements.Get(FindSql).Bind("@number", number.Value), row => row.Read() ? Read(row) : null, ct);

    private static Statement Bind(Statement statement, CounterSlip slip) => statement.Bind("@person", slip.Person.Value).Bind("@purpose", (int)slip.Purpose).Bind("@now", slip.IssuedAt);

    private static CounterSlip Read(DbDataReader row) =>
        new(CounterSlipNumber.Restore(row.GetString(0)), new PersonId(row.GetKey(1)), (CounterPurpose)row.GetInt32(2), row.GetInstant(3), row.GetInstant(4));
}
