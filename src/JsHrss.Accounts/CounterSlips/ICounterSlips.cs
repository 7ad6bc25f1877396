using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.CounterSlips;

/// <summary>Slips for the counter.</summary>
public interface ICounterSlips
{
    /// <summary>Writes a slip, unless the person holds one for the same purpose that is still taken, or anybody has its number; one conditional statement.</summary>
    /// <returns>The person's slip, this one or the former; null: the number is taken, draw another.</returns>
    ValueTask<CounterSlip?> IssueAsync(CounterSlipIssued change, CancellationToken ct);

    /// <summary>The person's slip for a purpose that is taken now; null: none.</summary>
    ValueTask<CounterSlip?> FindAsync(PersonId person, CounterPurpose purpose, DateTimeOffset now, CancellationToken ct);

    /// <summary>Any slip by its number, for the counter; null: none.</summary>
    ValueTask<CounterSlip?> FindAsync(CounterSlipNumber number, CancellationToken ct);
}

/// <summary>A new slip.</summary>
/// <param name="Slip">Which.</param>
/// <param name="Facts">Audit facts, written with it.</param>
public sealed record CounterSlipIssued(CounterSlip Slip, ImmutableArray<AuditFact> Facts);
