using Microsoft.AspNetCore.Authentication;

namespace RelyingParty.OpenId;

/// <summary>Codes of sign-ins that did not complete: the server's own error codes, and two of ours.</summary>
internal static class SignInFailure
{
    /// <summary>The server cannot be reached.</summary>
    public const string Unavailable = "temporarily_unavailable";

    /// <summary>The answer did not pass a check; nothing of it was used.</summary>
    public const string Invalid = "invalid_response";

    private const string ErrorKey = "error";

    /// <param name="error">The code to show.</param>
    /// <param name="check">Which check failed, for the log; never a value of the answer.</param>
    public static AuthenticationFailureException Of(string error, string? check = null)
    {
        var failure = new AuthenticationFailureException(check is null ? $"Sign-in failed: {error}." : $"Sign-in failed: {error} ({check}).");
        failure.Data[ErrorKey] = error;
        return failure;
    }

    /// <summary>The code of a failure; the base handler keeps the server's error under the same key.</summary>
    public static string CodeOf(Exception? failure)
    {
        for (var at = failure; at is not null; at = at.InnerException)
        {
            if (at.Data[ErrorKey] is { } code)
                return code.ToString() ?? Invalid;
        }
        return Invalid;
    }
}
