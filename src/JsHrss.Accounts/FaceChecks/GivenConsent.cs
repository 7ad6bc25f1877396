namespace JsHrss.Accounts.FaceChecks;

/// <summary>Consent to a text (REG-18).</summary>
/// <param name="Document">Stable code of the text: <c>face-notice</c> for 《人脸识别告知同意书》.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Digest">SHA-256 of exactly the text that was shown, UTF-8.</param>
/// <param name="At">UTC.</param>
public sealed record GivenConsent(string Document, int Version, ReadOnlyMemory<byte> Digest, DateTimeOffset At);
