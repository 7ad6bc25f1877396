using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>Face checks in memory, under the conditions of the port.</summary>
internal sealed class InMemoryFaceChecks : IFaceChecks
{
    private readonly Dictionary<(PersonId Person, string? Device), int> counts = [];
    private readonly Dictionary<PersonId, int> failures = [];
    private readonly Dictionary<FaceCheckId, DateTimeOffset> asked = [];

    public Dictionary<FaceCheckId, FaceCheck> Rows { get; } = [];

    public List<GivenConsent> Consents { get; } = [];

    public List<AuditFact> Facts { get; } = [];

    public List<ProvenRealPerson> Proven { get; } = [];

    public ValueTask<bool> OpenAsync(FaceCheckOpened change, FaceOptions options, CancellationToken ct)
    {
        var person = change.Check.Person!.Value;
        if (failures.GetValueOrDefault(person) >= options.FailuresPerPerson || counts.GetValueOrDefault((person, change.Check.Device)) >= options.AttemptsPerDevice)
            return ValueTask.FromResult(false);
        counts[(person, change.Check.Device)] = counts.GetValueOrDefault((person, change.Check.Device)) + 1;
        foreach (var open in Rows.Values.Where(row => row.Flow == change.Check.Flow && row.Person == person && row.State == FaceCheckState.Created).ToArray())
            Rows[open.Id] = open with { State = FaceCheckState.Replaced };
        Rows.Add(change.Check.Id, change.Check);
        Consents.Add(change.Consent);
        Facts.AddRange(change.Facts);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> StartAsync(FaceCheckId id, FaceStart.Started started, DateTimeOffset now, CancellationToken ct)
    {
        var row = Rows[id];
        if (row.StateAt(now) != FaceCheckState.Created || row.Reference is not null || Rows.Values.Any(other => other.Channel == row.Channel && other.Reference == started.Reference))
            return ValueTask.FromResult(false);
        Rows[id] = row with { Reference = started.Reference, Prompt = started.Prompt };
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> AwaitAsync(FaceCheckId id, FacePrompt prompt, DateTimeOffset now, CancellationToken ct)
    {
        var row = Rows[id];
        if (row.StateAt(now) != FaceCheckState.Created || row.Reference is not null)
            return ValueTask.FromResult(false);
        Rows[id] = row with { Prompt = prompt };
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> AbandonAsync(FaceCheckAbandoned change, FaceOptions options, CancellationToken ct)
    {
        var row = Rows[change.Check.Id];
        if (row.State != FaceCheckState.Created || row.Reference is not null)
            return ValueTask.FromResult(false);
        Rows[row.Id] = row with { State = FaceCheckState.Replaced };
        if (change.IsGivenBack)
            counts[(row.Person!.Value, row.Device)]--;
        Facts.AddRange(change.Facts);
        return ValueTask.FromResult(true);
    }

    public ValueTask<FaceCheck?> FindAsync(FaceCheckId id, CancellationToken ct) => ValueTask.FromResult(Rows.GetValueOrDefault(id));

    public ValueTask<FaceCheck?> FindAsync(string channel, FaceReference reference, CancellationToken ct) =>
        ValueTask.FromResult(Rows.Values.FirstOrDefault(row => row.Channel == channel && row.Reference == reference));

    public ValueTask<FaceCheck?> FindAsync(FaceOrderNumber order, CancellationToken ct) => ValueTask.FromResult(Rows.Values.FirstOrDefault(row => row.Order == order));

    public ValueTask<bool> TakeTurnAsync(FaceCheckId id, DateTimeOffset now, TimeSpan every, CancellationToken ct)
    {
        if (Rows[id].StateAt(now) != FaceCheckState.Created || (asked.TryGetValue(id, out var last) && last > now - every))
            return ValueTask.FromResult(false);
        asked[id] = now;
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> DecideAsync(FaceCheckDecided change, FaceOptions options, CancellationToken ct)
    {
        var row = Rows[change.Check.Id];
        if (row.StateAt(change.At) != FaceCheckState.Created)
            return ValueTask.FromResult(false);
        if (change.Check.Reference is { } number && Rows.Values.Any(other => other.Id != row.Id && other.Channel == row.Channel && other.Reference == number))
            return ValueTask.FromResult(false);
        row = row with { Reference = row.Reference ?? change.Check.Reference };
        if (change.Failure is not (null or FaceFailure.RanOut))
            failures[row.Person!.Value] = failures.GetValueOrDefault(row.Person!.Value) + 1;
        Rows[row.Id] = change.Failure is null
            ? row with { State = FaceCheckState.Passed, PassedAt = change.At, Thumbprint = change.Thumbprint }
            : row with { State = FaceCheckState.Failed, Failure = change.Failure, Thumbprint = change.Thumbprint };
        Facts.AddRange(change.Facts);
        if (change.Proven is { } proven)
            Proven.Add(proven);
        return ValueTask.FromResult(true);
    }

    /// <summary>As the store's statement does it.</summary>
    public bool Spend(SpentFaceCheck spent)
    {
        if (!Rows.TryGetValue(spent.Id, out var row) || row.StateAt(spent.At) != FaceCheckState.Passed || row.Flow != spent.Flow || row.Person != spent.Person || (spent.Thumbprint is { } key && key != row.Thumbprint))
            return false;
        Rows[spent.Id] = row with { State = FaceCheckState.Consumed };
        return true;
    }
}
