using System.Collections.Immutable;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Evaluation;

/// <summary>Whether an item may be done now. A closed union.</summary>
public abstract record ItemVerdict
{
    private ItemVerdict()
    {
    }

    /// <summary>Yes.</summary>
    public sealed record Permitted : ItemVerdict;

    /// <summary>No.</summary>
    /// <param name="Reason">One of <see cref="EvaluationReasons"/>.</param>
    public sealed record Refused(string Reason) : ItemVerdict
    {
        /// <summary>Roles of the unit whose holders can mend it; empty: nobody of the unit can.</summary>
        public ImmutableArray<UnitRole> WhoCanGrant { get; init; } = [];

        /// <summary>The level that would do; null: the level is not what is missing.</summary>
        public AssuranceLevel? Needed { get; init; }
    }
}
