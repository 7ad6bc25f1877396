using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.SignIn;

/// <summary>What failures are counted by: the account that was typed, in one spelling, whether it exists or not (cases EN-01, EN-07).</summary>
public static class AttemptSubject
{
    /// <summary>The one spelling.</summary>
    /// <remarks>As what the number is meant is not asked: the answer to that question must not open a second count.</remarks>
    /// <param name="typed">As typed.</param>
    /// <param name="today">Today in China.</param>
    public static string Of(string? typed, DateOnly today)
    {
        var account = AccountIdentifier.Read(typed, today);
        if (account.Phone is { } phone)
            return $"phone:{phone.Value}";
        return account.Numbers is [var number, ..] ? $"number:{number.Value}" : $"text:{TypedText.Squeeze(typed)}";
    }
}
