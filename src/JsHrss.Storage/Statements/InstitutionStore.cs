using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Institutions in the database.</summary>
internal sealed class InstitutionStore(IHallDatabase database, AuditWriter audit, InstitutionEndWrite ends, SessionEndTold told) : IInstitutionStore
{
    private static readonly ImmutableArray<string> Reasons = [InstitutionErrors.NameTaken, InstitutionErrors.NotPermitted, InstitutionErrors.TooManyOpen, InstitutionErrors.TooManyToday];

    public async ValueTask<InstitutionOfUnit?> FindAsync(InstitutionId id, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            using var row = statements.Get(InstitutionSql.Find).Bind("@id", id.Value).Read();
            return row.Read() ? InstitutionSql.ReadWithUnit(row) : null;
        },
        ct).ConfigureAwait(false);

    public async ValueTask<Unit?> UnitAsync(UnitId id, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            using var row = statements.Get(InstitutionSql.FindUnit).Bind("@id", id.Value).Read();
            return row.Read() ? UnitStore.Read(row, 0) : null;
        },
        ct).ConfigureAwait(false);

    public async ValueTask<ImmutableArray<Institution>> OfUnitAsync(UnitId unit, InstitutionId? after, int most, CancellationToken ct) => await database.ReadAsync(
        statements => InstitutionSql.All(statements.Get(InstitutionSql.OfUnit).Bind("@unit", unit.Value).Bind("@after", after?.Value ?? Guid.Empty).Bind("@most", most), InstitutionSql.Read),
        ct).ConfigureAwait(false);

    public async ValueTask<ImmutableArray<InstitutionOfUnit>> InStateAsync(InstitutionStatus status, InstitutionId? after, int most, CancellationToken ct) => await database.ReadAsync(
        statements => InstitutionSql.All(statements.Get(InstitutionSql.InState).Bind("@status", (int)status).Bind("@after", after?.Value ?? Guid.Empty).Bind("@most", most), InstitutionSql.ReadWithUnit),
        ct).ConfigureAwait(false);

    public async ValueTask<ImmutableArray<InstitutionSeats>> SeatsAsync(UnitId unit, DateTimeOffset addedAfter, CancellationToken ct) => await database.ReadAsync(
        statements => InstitutionSql.All(
            statements.Get(InstitutionSql.Seats).Bind("@unit", unit.Value).Bind("@after", addedAfter),
            static row => new InstitutionSeats(new InstitutionId(row.GetKey(0)), (UnitRole)row.GetInt32(1), row.GetInt32(2))),
        ct).ConfigureAwait(false);

    public async ValueTask<Result<Institution>> AddAsync(InstitutionAdded change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        return await database.WriteAsync(write => Add(write, change, origin), ct).ConfigureAwait(false);
    }

    public async ValueTask<Institution?> MoveAsync(InstitutionMoved change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var (moved, ended) = await database.WriteAsync<(Institution?, SessionEndDone?)>(
            write =>
            {
                var seen = change.Seen;
                // Nobody is added to what ends in the same moment.
                if (change.Step.MemberFact is not null)
                    MemberWrite.OneAtATime(write, seen.Unit.Value);
                var number = seen.Number ?? (change.Step.To == InstitutionStatus.Active ? NextNumber(write) : null);
                var statement = write.Prepare(change.Step.NeedsUnit ? InstitutionSql.MoveOfActiveUnit : InstitutionSql.Move)
                    .Bind("@id", seen.Id.Value).Bind("@version", seen.Version).Bind("@from", (int)seen.Status).Bind("@to", (int)change.Step.To)
                    .Bind("@acting", change.By?.Membership.Value).Bind("@acting_person", change.By?.Person.Value);
                if (InstitutionSql.Bind(InstitutionSql.Bind(statement, number), change.Decision).Run() == 0)
                    return write.Undo(((Institution?)null, (SessionEndDone?)null));
                var now = seen with { Status = change.Step.To, Number = number, Decision = change.Decision, Version = seen.Version + 1 };
                audit.Write(write, [change.FactOf(now)], origin);
                return (now, change.Step.MemberFact is not null ? ends.Move(write, change, origin) : null);
            },
            ct).ConfigureAwait(false);
        told.Of(ended);
        return moved;
    }

    private Result<Institution> Add(LaneWrite write, InstitutionAdded change, AuditOrigin origin)
    {
        var one = change.Institution;
        var number = one.Status == InstitutionStatus.Active ? NextNumber(write) : null;
        if (write.Prepare(InstitutionSql.HoldUnit).Bind("@unit", one.Unit.Value).Run() == 0)
            return write.Undo<Result<Institution>>(new Refusal(InstitutionErrors.UnitInactive));
        var statement = BindNew(write.Prepare(InstitutionSql.Insert), one)
            .Bind("@id", one.Id.Value)
            .Bind("@business_line", one.BusinessLine)
            .Bind("@status", (int)one.Status)
            .Bind("@at", one.CreatedAt);
        if (InstitutionSql.Bind(InstitutionSql.Bind(statement, number), one.Decision).Run() == 0)
            return write.Undo<Result<Institution>>(new Refusal(Why(write, one)));
        var added = one with { Number = number };
        audit.Write(write, [change.FactOf(added)], origin);
        return added;
    }

    private static string Why(LaneWrite write, Institution one)
    {
        using var row = BindNew(write.Prepare(InstitutionSql.Why), one).Read();
        if (row.Read())
        {
            for (var n = 0; n < Reasons.Length; n++)
            {
                if (!row.GetBoolean(n))
                    return Reasons[n];
            }
        }

        throw new InvalidOperationException("An institution was not inserted, and every condition holds.");
    }

    private static Statement BindNew(Statement statement, Institution one) => statement
        .Bind("@unit", one.Unit.Value)
        .Bind("@name", one.Name)
        .Bind("@applied_by", one.AppliedBy?.Person.Value)
        .Bind("@applied_in", one.AppliedBy?.Membership.Value)
        .Bind("@most_open", InstitutionLimits.OpenApplications)
        .Bind("@most_a_day", InstitutionLimits.ApplicationsADay)
        .Bind("@since", one.CreatedAt - InstitutionLimits.Day);

    /// <summary>The next that no institution ever had, ended ones included, and that no unit was imported with. Given by one change after another; the unique index would end a race otherwise.</summary>
    private static InstitutionNumber NextNumber(LaneWrite write)
    {
        write.OneAtATime("institution number");
        for (var serial = (int)(write.Prepare(InstitutionSql.LastSerial).Number() ?? 0) + 1; ; serial++)
        {
            if (serial > InstitutionNumber.LastSerial)
                throw new InvalidOperationException("Every institution number of ours was given; another form is needed.");
            var number = InstitutionNumber.OfSerial(serial);
            if (!write.Prepare(InstitutionSql.IsAUnitsNumber).Bind("@number", number.Value).HasRow())
                return number;
        }
    }
}
