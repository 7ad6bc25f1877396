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
