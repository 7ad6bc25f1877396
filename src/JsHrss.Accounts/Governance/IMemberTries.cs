using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Governance;

/// <summary>Counts the tries to add somebody, on all nodes together: each says whether an account has this name, document and mobile (M3, case EN-01). A store that cannot count throws; then nobody is looked for.</summary>
public interface IMemberTries
{
    /// <summary>Counts a try before anybody is looked for, by the actor and by the unit: one person with several units has no more tries than one of them, nor a unit with several administrators over time. One round trip.</summary>
    /// <param name="actor">Who tries. Stored as keyed digest only.</param>
    /// <param name="unit">For which unit.</param>
    /// <param name="options">How many.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: counted, go on. Otherwise nothing was counted, and when a try may be made again, UTC.</returns>
    ValueTask<DateTimeOffset?> TakeAsync(PersonId actor, UnitId unit, MemberTryOptions options, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Configuration <c>Limits:Members</c>: how often somebody tries whether a person is to be added.</summary>
public sealed record MemberTryOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Limits:Members";

    /// <summary>So many tries of one person in each window: a unit has eleven to add. 0: no limit, neither for a person nor for a unit.</summary>
    public int Tries { get; init; } = 40;

    /// <summary>For one unit so many times the tries of one person. At least 2: one person never spends all of a unit's, so that its legal representative is not shut out by its administrator.</summary>
    public int PersonsPerUnit { get; init; } = 4;

    /// <summary>So many tries for one unit in each window.</summary>
    public int UnitTries => Tries * PersonsPerUnit;

    /// <summary>How long tries are counted together; windows begin at fixed times, so that up to twice as many pass across the edge of two.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Tries is < 0 or > 1_000_000)
            yield return "Limits:Members:Tries must lie between 0 (no limit) and 1000000.";
        if (PersonsPerUnit is < 2 or > 100)
            yield return "Limits:Members:PersonsPerUnit must lie between 2 and 100: one person may not spend all tries of a unit.";
        if (Window < TimeSpan.FromMinutes(1) || Window > TimeSpan.FromDays(1))
            yield return "Limits:Members:Window must lie between 00:01:00 and 1.00:00:00.";
    }
}
