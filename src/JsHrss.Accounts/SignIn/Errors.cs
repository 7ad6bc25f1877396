namespace JsHrss.Accounts.SignIn;

/// <summary>Reasons of refused sign-ins in audit facts, besides those of <see cref="Standing.AuthorityReasons"/>.</summary>
public static class SignInErrors
{
    /// <summary>No such account, or not in that unit.</summary>
    public const string UnknownAccount = "unknown_account";

    /// <summary>The account has no password.</summary>
    public const string NoPassword = "no_password";

    /// <summary>Another password.</summary>
    public const string WrongPassword = "wrong_password";

    /// <summary>Locked; the password was right.</summary>
    public const string Locked = "locked";

    /// <summary>Locked; the password was wrong or not compared.</summary>
    public const string WrongWhileLocked = "wrong_while_locked";

    /// <summary>What was typed is two accounts' number.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>Many failures over many accounts (case EN-12).</summary>
    public const string Spraying = "spraying";

    /// <summary>An initial password, still to be changed.</summary>
    public const string PasswordMustChange = "password_must_change";

    /// <summary>An initial password that is over.</summary>
    public const string InitialPasswordExpired = "initial_password_expired";
}
