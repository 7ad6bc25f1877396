using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Attempts. Every step is one conditional statement in one transaction with its facts. Passed ones are consumed by their flows' own changes (<see cref="SpentFaceCheck"/>).</summary>
public interface IFaceChecks
{
    /// <summary>Writes a new attempt with the consent it rests on, and replaces the open ones of the same flow.</summary>
    /// <returns>False, and nothing written: too many attempts of this person or subject lately.</returns>
    ValueTask<bool> OpenAsync(FaceCheckOpened change, CancellationToken ct);

    /// <summary>Notes the channel's number; conditional: open, without number, and nobody else's attempt has that one.</summary>
    ValueTask<bool> StartAsync(FaceCheckId id, FaceReference reference, CancellationToken ct);

    /// <summary>Finds an attempt by its key, whatever became of it.</summary>
    ValueTask<FaceCheck?> FindAsync(FaceCheckId id, CancellationToken ct);

    /// <summary>Finds an attempt by the channel's number.</summary>
    ValueTask<FaceCheck?> FindAsync(string channel, FaceReference reference, CancellationToken ct);

    /// <summary>Created → passed or failed; conditional: open, in time. A pass of a real-name person raises the level with this evidence in the same change, and prolongs it for a real person.</summary>
    ValueTask<bool> DecideAsync(FaceCheckDecided change, CancellationToken ct);
}

/// <summary>A new attempt.</summary>
/// <param name="Check">Open.</param>
/// <param name="Consent">What its holder agreed to, just now, for this attempt alone (REG-30).</param>
/// <param name="Facts">Audit facts.</param>
public sealed record FaceCheckOpened(FaceCheck Check, GivenConsent Consent, ImmutableArray<AuditFact> Facts);

/// <summary>Consent to a text (REG-18).</summary>
/// <param name="Document">Stable code of the text: <c>face-notice</c> for 《人脸识别告知同意书》.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Digest">SHA-256 of exactly the text that was shown, UTF-8.</param>
/// <param name="At">UTC.</param>
public sealed record GivenConsent(string Document, int Version, ReadOnlyMemory<byte> Digest, DateTimeOffset At);

/// <summary>The end of an attempt.</summary>
/// <param name="Check">As it was found: open.</param>
/// <param name="Failure">Why it failed; null: passed.</param>
/// <param name="Thumbprint">The app's key it came with; null for other channels.</param>
/// <param name="Evidence">What a pass makes of a real-name person; null: nothing (failed, or nobody's account).</param>
/// <param name="Until">When that evidence stops counting, UTC; null: never.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record FaceCheckDecided(FaceCheck Check, FaceFailure? Failure, string? Thumbprint, AssuranceEvidence? Evidence, DateTimeOffset? Until, DateTimeOffset At, ImmutableArray<AuditFact> Facts);
