using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>The words in which pages and API alike tell of members. What may be done to one has words of its own in each: a page shows buttons, the API its operations.</summary>
internal static class MemberWords
{
    /// <summary>Where a member stands.</summary>
    public static string Word(this MemberState state) => state switch
    {
        MemberState.Pending => "pending",
        MemberState.NotStarted => "not_started",
        MemberState.Active => "active",
        MemberState.Expired => "expired",
        MemberState.Suspended => "suspended",
        MemberState.Damaged => "damaged",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The role of a word, in the spelling of tokens. Any other gives a role that is none: the use case's to refuse, after everything that comes first.</summary>
    public static UnitRole RoleOf(string? word) => Enum.GetValues<UnitRole>().FirstOrDefault(role => role.Word() == word);
}
