using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>What levels rest on, in the database.</summary>
internal sealed class LevelEvidenceStore(IHallDatabase database) : ILevelEvidence
{
    private const string OfSql = "select level, method, at, source, transaction_id from level_evidence where person = @person order by n";

    public ValueTask<ImmutableArray<AssuranceEvidence>> OfAsync(PersonId person, CancellationToken ct) => database.LookAsync(
        statements => statements.Get(OfSql).Bind("@person", person.Value),
        row =>
        {
            var all = ImmutableArray.CreateBuilder<AssuranceEvidence>();
            while (row.Read())
                all.Add(new AssuranceEvidence((AssuranceLevel)row.GetInt32(0), (AssuranceMethod)row.GetInt32(1), row.GetInstant(2), row.GetString(3)) { Transaction = row.GetTextOrNull(4) });
            return all.ToImmutable();
        },
        ct);
}
