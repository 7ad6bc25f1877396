using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.SignIn;

/// <summary>「法人，系统提供初始化密码」: it opens nothing before it is changed, and is over after its time (C24, case RC-13).</summary>
internal static class InitialPassword
{
    /// <summary>What a right password that is still the initial one leads to; null: it is a normal one.</summary>
    public static (SignInOutcome Outcome, string? Reason)? Judge(PersonId person, StoredPassword password, DateTimeOffset now)
    {
        if (password.State != CredentialState.Initial)
            return null;
        return password.ExpiresAt is { } end && now >= end
            ? (new SignInOutcome.InitialPasswordExpired(), SignInErrors.InitialPasswordExpired)
            : (new SignInOutcome.PasswordMustChange(person, password.Id), SignInErrors.PasswordMustChange);
    }
}
