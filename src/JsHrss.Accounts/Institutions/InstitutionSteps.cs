using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Sessions;

namespace JsHrss.Accounts.Institutions;

/// <summary>What may be done with an institution that is there.</summary>
public enum InstitutionVerb
{
    /// <summary>The unit takes its application back.</summary>
    Withdraw,

    /// <summary>「批准设立」: it gets its number.</summary>
    Approve,

    /// <summary>The application is turned down.</summary>
    Refuse,

    /// <summary>Nobody acts in it until it is resumed.</summary>
    Suspend,

    /// <summary>It is as before; what ended with the suspension stays ended.</summary>
    Resume,

    /// <summary>It is over for good, and its memberships with it.</summary>
    End,
}

/// <summary>One row of the table of states.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="From">Where it must stand.</param>
/// <param name="To">Where it stands then.</param>
/// <param name="NeedsReason">The unit is told why.</param>
/// <param name="NeedsUnit">Only while the unit exists and is not suspended.</param>
/// <param name="Fact">Its audit fact.</param>
public sealed record InstitutionStep(InstitutionVerb Verb, ImmutableArray<InstitutionStatus> From, InstitutionStatus To, bool NeedsReason, bool NeedsUnit, string Fact)
{
    /// <summary>Whether nobody may act in it afterwards, so that what acts in it is ended.</summary>
    public bool EndsWhatActs => To is InstitutionStatus.Suspended or InstitutionStatus.Ended;

    /// <summary>What happens to its members by it: an audit fact of each; null: nothing.</summary>
    public string? MemberFact => Verb switch
    {
        InstitutionVerb.Suspend => FactCodes.MemberSuspended,
        InstitutionVerb.Resume => FactCodes.MemberResumed,
        InstitutionVerb.End => FactCodes.MemberEnded,
        _ => null,
    };

    /// <summary>Why that happens to them, and to what acts in it: one of <see cref="SessionEnds"/>, or <see cref="InstitutionSteps.Resumed"/>.</summary>
    public string Because => To switch
    {
        InstitutionStatus.Suspended => SessionEnds.InstitutionSuspended,
        InstitutionStatus.Ended => SessionEnds.InstitutionEnded,
        _ => InstitutionSteps.Resumed,
    };
}

/// <summary>Where an institution can go from where it stands. What is not in the table cannot be done.</summary>
public static class InstitutionSteps
{
    /// <summary>Why a member serves again. Stable.</summary>
    public const string Resumed = "institution_resumed";

    /// <summary>The table, a row a verb.</summary>
    public static ImmutableArray<InstitutionStep> All { get; } =
    [
        new(InstitutionVerb.Withdraw, [InstitutionStatus.Applied], InstitutionStatus.Withdrawn, NeedsReason: false, NeedsUnit: false, FactCodes.InstitutionWithdrawn),
        new(InstitutionVerb.Approve, [InstitutionStatus.Applied], InstitutionStatus.Active, NeedsReason: false, NeedsUnit: true, FactCodes.InstitutionApproved),
        new(InstitutionVerb.Refuse, [InstitutionStatus.Applied], InstitutionStatus.Refused, NeedsReason: true, NeedsUnit: false, FactCodes.InstitutionRefused),
        new(InstitutionVerb.Suspend, [InstitutionStatus.Active], InstitutionStatus.Suspended, NeedsReason: true, NeedsUnit: false, FactCodes.InstitutionSuspended),
        new(InstitutionVerb.Resume, [InstitutionStatus.Suspended], InstitutionStatus.Active, NeedsReason: false, NeedsUnit: true, FactCodes.InstitutionResumed),
        new(InstitutionVerb.End, [InstitutionStatus.Active, InstitutionStatus.Suspended], InstitutionStatus.Ended, NeedsReason: true, NeedsUnit: false, FactCodes.InstitutionEnded),
    ];

    /// <summary>The row of a verb.</summary>
    public static InstitutionStep Of(InstitutionVerb verb) => All.Single(step => step.Verb == verb);
}
