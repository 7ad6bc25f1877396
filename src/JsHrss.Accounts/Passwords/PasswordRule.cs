using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Passwords;

/// <summary>「密码设置规则: 8-20位字符,由数字、大小写字母、特殊字符中的三种或以上组成」 (R20), and what R21 adds.</summary>
/// <param name="Options">The numbers.</param>
public sealed record PasswordRule(PasswordOptions Options)
{
    // 「6+ tail digits」: whoever holds the document or knows the mobile number would try these first.
    private const int Tail = 6;

    /// <summary>Why a new password is refused, or null. Cheap; the last five are compared by <see cref="RepeatsAsync"/>.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="document">The person's document; null when none is known yet.</param>
    /// <param name="phone">The person's mobile number; null when none is known yet.</param>
    public string? FaultOf(string? password, IdentityDocument? document, PhoneNumber? phone)
    {
        if (password is null || password.Length < Options.MinLength || password.Length > Options.MaxLength)
            return PasswordErrors.Length;
        if (password.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return PasswordErrors.Character;
        if (!HasClasses(password))
            return PasswordErrors.Classes;
        if (document is not null && (Holds(password, document.Number.Value) || Holds(password, document.Printed)))
            return PasswordErrors.LikeDocument;
        return phone is not null && Holds(password, phone.Value) ? PasswordErrors.LikePhone : null;
    }

    /// <summary>Whether a password is the present one or one of those remembered.</summary>
    public async ValueTask<bool> RepeatsAsync(string password, Credential credential, IPasswordTurn turn, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(credential);
        ArgumentNullException.ThrowIfNull(turn);
        foreach (var past in credential.Past.Prepend(credential.Hash).Take(Options.Remembered))
        {
            if (await turn.CompareAsync(password, past, ct).ConfigureAwait(false) != PasswordComparison.Differs)
                return true;
        }

        return false;
    }

    private bool HasClasses(string password)
    {
        var digit = password.Any(char.IsAsciiDigit);
        var lower = password.Any(char.IsAsciiLetterLower);
        var upper = password.Any(char.IsAsciiLetterUpper);
        var special = password.Any(c => !char.IsAsciiLetterOrDigit(c));
        return Options.LettersAreOneClass
            ? digit && (lower || upper) && special
            : new[] { digit, lower, upper, special }.Count(present => present) >= 3;
    }

    private static bool Holds(string password, string number) =>
        number.Length >= Tail && password.Contains(number[^Tail..], StringComparison.OrdinalIgnoreCase);
}
