using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.CounterSlips;

/// <summary>Gives a person a slip for the counter: the one they hold, while it is taken, else a new one.</summary>
public sealed class IssueCounterSlip(ICounterSlips slips, TimeProvider clock)
{
    private const int MostDraws = 5;

    /// <summary>The slip that is held now; null: none.</summary>
    public ValueTask<CounterSlip?> CurrentAsync(PersonId person, CounterPurpose purpose, CancellationToken ct) => slips.FindAsync(person, purpose, clock.GetUtcNow(), ct);

    /// <summary>Issues.</summary>
    /// <exception cref="InvalidOperationException">Of numbers drawn among a million millions five in a row were taken: the generator is broken.</exception>
    public async ValueTask<CounterSlip> HandleAsync(PersonId person, CounterPurpose purpose, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var slip = new CounterSlip(CounterSlipNumber.Next(), person, purpose, now, now + CounterSlip.ValidFor);
            var fact = new AuditFact
            {
                Code = FactCodes.CounterSlipIssued,
                Result = AuditResult.Ok,
                At = now,
                Subject = person,
                Client = origin.Client,
                Origin = origin,
                Detail = ImmutableDictionary<string, string>.Empty.Add("number", slip.Number.Value).Add("purpose", purpose.ToString()),
            };
            if (await slips.IssueAsync(new CounterSlipIssued(slip, [fact]), ct).ConfigureAwait(false) is { } held)
                return held;
        }

        throw new InvalidOperationException("No number for a slip is free.");
    }
}
