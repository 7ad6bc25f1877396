using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.AppKeys;

/// <summary>A key of 江苏智慧人社APP that its holder enrolled with a face check. The app's tokens are bound to it (RFC 9449), and it signs what the holder approves.</summary>
/// <param name="Id">Its key in the store; proofs name it.</param>
/// <param name="Person">Whose.</param>
/// <param name="Thumbprint"><c>jkt</c>: base64url SHA-256 of the public key (RFC 7638).</param>
/// <param name="EnrolledAt">UTC.</param>
/// <param name="FaceCheck">The face check it rests on.</param>
public sealed record AppKey(AppKeyId Id, PersonId Person, string Thumbprint, DateTimeOffset EnrolledAt, FaceCheckId FaceCheck)
{
    /// <summary>When it last proved somebody to a browser, UTC; null: never yet.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}
