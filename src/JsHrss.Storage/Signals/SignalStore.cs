using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Signals;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Signals;

/// <summary>Signals by pages, in the order of their commits.</summary>
internal sealed class SignalStore(IHallDatabase database) : ISignals
{
    // As the audit's sealer reckons it: nothing appears any more below this place.
    private static readonly Sql HorizonSql = new(
        sqlite: "select coalesce(max(tx), 0) + 1 from signal",
        postgreSql: "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
        sqlServer: "select cast(min_active_rowversion() as bigint)");

    private static readonly Sql PageSql = Sql.Of(dialect =>
    {
        var (from, to) = (FactPlace.Bound(dialect, "@tx"), FactPlace.Bound(dialect, "@to"));
        return $"""
            select {FactPlace.Number(dialect, "tx")}, id, at, type, version, reason, initiator, person, session, membership, mandate, unit, institution from signal
            where tx >= {from} and (tx > {from} or id > @id) and tx < {to} order by tx, id {Sql.Limit(dialect, "@limit")}
            """;
    });

    public async ValueTask<SignalPage?> ReadAsync(string? after, int most, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(most is >= 1 and <= ISignals.Most, true, nameof(most));
        var sent = after is null ? null : SignalCursor.Read(after);
        if (after is not null && sent is null)
            return null;
        return await database.ReadAsync(
            statements =>
            {
                // The horizon before the rows: what stands below it is then visible.
                var horizon = statements.Get(HorizonSql).Number() ?? 0;
                var epoch = SealTable.Last(statements)?.Epoch ?? AuditSealer.FirstEpoch;
                return Read(statements, sent is { } place && place.Epoch == epoch ? place : SignalCursor.Begin(epoch), horizon, most);
            },
            ct).ConfigureAwait(false);
    }

    private static SignalPage Read(StatementCache statements, SignalCursor from, long horizon, int most)
    {
        var (next, signals) = (from, ImmutableArray.CreateBuilder<Signal>());
        using var row = statements.Get(PageSql).Bind("@tx", from.Tx).Bind("@id", from.Id).Bind("@to", horizon).Bind("@limit", most).Read();
        while (row.Read())
        {
            next = next with { Tx = row.GetInt64(0), Id = row.GetKey(1) };
            signals.Add(Read(row));
        }

        return new SignalPage(signals.ToImmutable(), next.ToString());
    }

    private static Signal Read(DbDataReader row) => new()
    {
        Id = row.GetKey(1),
        At = row.GetInstant(2),
        Type = SignalType.All[row.GetString(3)],
        Version = row.GetInt32(4),
        Reason = row.GetTextOrNull(5),
        Initiator = (SignalInitiator)row.GetInt32(6),
        Person = row.GetKeyOrNull(7) is { } person ? new PersonId(person) : null,
        Session = row.GetKeyOrNull(8) is { } session ? new SessionId(session) : null,
        Membership = row.GetKeyOrNull(9) is { } membership ? new MembershipId(membership) : null,
        Mandate = row.GetKeyOrNull(10) is { } mandate ? new MandateId(mandate) : null,
        Unit = row.GetKeyOrNull(11) is { } unit ? new UnitId(unit) : null,
        Institution = row.GetKeyOrNull(12) is { } institution ? new InstitutionId(institution) : null,
    };
}
