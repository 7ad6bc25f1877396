using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Institutions;

/// <summary>Institutions in memory. Limits and races are the business of the store's own contract.</summary>
internal sealed class InMemoryInstitutions : IInstitutionStore
{
    private int _serial = 7;

    public Dictionary<InstitutionId, Institution> All { get; } = [];

    public Dictionary<UnitId, Unit> Units { get; } = [];

    public List<InstitutionSeats> Seats { get; } = [];

    public List<AuditFact> Facts { get; } = [];

    /// <summary>What the next change is refused with, as if somebody had been first.</summary>
    public string? Refuses { get; set; }

    /// <summary>Done between the look and the change.</summary>
    public Action? Meanwhile { get; set; }

    public ValueTask<InstitutionOfUnit?> FindAsync(InstitutionId id, CancellationToken ct) => ValueTask.FromResult(All.TryGetValue(id, out var one) ? new InstitutionOfUnit(one, Units[one.Unit]) : null);

    public ValueTask<Unit?> UnitAsync(UnitId id, CancellationToken ct) => ValueTask.FromResult(Units.GetValueOrDefault(id));

    public ValueTask<ImmutableArray<Institution>> OfUnitAsync(UnitId unit, InstitutionId? after, int most, CancellationToken ct) =>
        ValueTask.FromResult(Behind(after).Where(one => one.Unit == unit).Take(most).ToImmutableArray());

    public ValueTask<ImmutableArray<InstitutionSeats>> SeatsAsync(UnitId unit, DateTimeOffset addedAfter, CancellationToken ct) =>
        ValueTask.FromResult(Seats.Where(one => All[one.Institution].Unit == unit).ToImmutableArray());

    public ValueTask<ImmutableArray<InstitutionOfUnit>> InStateAsync(InstitutionStatus status, InstitutionId? after, int most, CancellationToken ct) =>
        ValueTask.FromResult(Behind(after).Where(one => one.Status == status).Take(most).Select(one => new InstitutionOfUnit(one, Units[one.Unit])).ToImmutableArray());

    public ValueTask<Result<Institution>> AddAsync(InstitutionAdded change, CancellationToken ct)
    {
        if (Refuses is { } reason)
            return ValueTask.FromResult<Result<Institution>>(new Refusal(reason));
        var one = change.Institution.Status == InstitutionStatus.Active ? change.Institution with { Number = InstitutionNumber.OfSerial(++_serial) } : change.Institution;
        Facts.Add(change.FactOf(All[one.Id] = one));
        return ValueTask.FromResult<Result<Institution>>(one);
    }

    public ValueTask<Institution?> MoveAsync(InstitutionMoved change, CancellationToken ct)
    {
        Meanwhile?.Invoke();
        var seen = change.Seen;
        if (All[seen.Id].Version != seen.Version || (change.Step.NeedsUnit && Units[seen.Unit].Status != UnitStatus.Active))
            return ValueTask.FromResult<Institution?>(null);
        var number = seen.Number ?? (change.Step.To == InstitutionStatus.Active ? InstitutionNumber.OfSerial(++_serial) : null);
        var one = All[seen.Id] = seen with { Status = change.Step.To, Number = number, Decision = change.Decision, Version = seen.Version + 1 };
        Facts.Add(change.FactOf(one));
        return ValueTask.FromResult<Institution?>(one);
    }

    private IEnumerable<Institution> Behind(InstitutionId? after) =>
        All.Values.OrderBy(one => one.Id.ToString(), StringComparer.Ordinal).Where(one => after is null || string.CompareOrdinal(one.Id.ToString(), after.ToString()) > 0);
}
