using System.Collections.Immutable;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Evaluation;

/// <summary>What is asked, and everything the answer depends on.</summary>
public sealed record ItemQuestion
{
    /// <summary>Who, with all memberships that are not ended, as just read; null: nobody the relying party knows.</summary>
    public required MembershipsOfPerson? Subject { get; init; }

    /// <summary>For which unit or institution; null: for themselves.</summary>
    public required UnitAsked? Unit { get; init; }

    /// <summary>The mandate that the relying party has seen and goes by; null: it does not say.</summary>
    public MandateSeen? Seen { get; init; }

    /// <summary>What; null: no item of the relying party's.</summary>
    public required BusinessItem? Item { get; init; }

    /// <summary>What is to be done with it: one of the actions; <see cref="ItemActions.None"/>: none that we know.</summary>
    public required ItemActions Action { get; init; }

    /// <summary>The relying party serves people who act for themselves.</summary>
    public required bool ServesPersons { get; init; }

    /// <summary>The relying party serves people who act for units, and this person lets it see theirs.</summary>
    public required bool ServesUnits { get; init; }

    /// <summary>The relying party knows sign-ins that an institution narrows.</summary>
    public required bool InstitutionAware { get; init; }

    /// <summary>Least level the relying party serves; null: any.</summary>
    public AssuranceLevel? Least { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>A mandate as a relying party has seen it in <c>represents</c> (case UN-22).</summary>
/// <param name="Id">Its public id (<c>d_…</c>), as written; null: not stated.</param>
/// <param name="Version">Its version; null: not stated.</param>
public sealed record MandateSeen(string? Id, int? Version)
{
    /// <summary>Whether it is this one, still unchanged.</summary>
    public bool Is(Mandate? mandate) => mandate is not null && (Id is null || Id == mandate.Id.ToString()) && (Version is null || Version == mandate.Version);
}
