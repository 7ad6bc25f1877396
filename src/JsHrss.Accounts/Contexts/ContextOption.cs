using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Contexts;

/// <summary>One line of the chooser.</summary>
/// <param name="Context">What choosing it means.</param>
/// <param name="Unit">The membership; null for oneself.</param>
/// <param name="State">Whether it can be chosen.</param>
/// <param name="Reason">Why not, when <see cref="OptionState.Refused"/>; null otherwise.</param>
public sealed record ContextOption(SessionContext Context, UnitStanding? Unit, OptionState State, string? Reason);

/// <summary>Whether an option can be chosen.</summary>
public enum OptionState
{
    /// <summary>Yes, at once.</summary>
    Open,

    /// <summary>Yes, after a further proof.</summary>
    NeedsProof,

    /// <summary>No; shown with its reason (M15).</summary>
    Refused,
}
