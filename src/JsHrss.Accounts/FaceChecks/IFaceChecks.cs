using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Attempts. Every step is one conditional statement in one transaction with its facts. Passed ones are consumed by their flows' own changes (<see cref="SpentFaceCheck"/>).</summary>
public interface IFaceChecks
{
    /// <summary>Writes a new attempt with the consent it rests on, and replaces the open ones of the same flow and person.</summary>
    /// <returns>False, and nothing written: too many attempts of this person lately, from there, or too many other faces from anywhere.</returns>
    ValueTask<bool> OpenAsync(FaceCheckOpened change, FaceOptions options, CancellationToken ct);

    /// <summary>Notes the channel's number and what its holder is shown; conditional: open, in time, without number, and nobody else's attempt has that one (case AS-11).</summary>
    ValueTask<bool> StartAsync(FaceCheckId id, FaceStart.Started started, DateTimeOffset now, CancellationToken ct);

    /// <summary>Notes what its holder is shown, where the channel numbers the attempt with its result (<see cref="FaceStart.Awaited"/>); conditional: open, in time.</summary>
    ValueTask<bool> AwaitAsync(FaceCheckId id, FacePrompt prompt, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes back an attempt that its channel never began; conditional: open, without number.</summary>
    ValueTask<bool> AbandonAsync(FaceCheckAbandoned change, FaceOptions options, CancellationToken ct);

    /// <summary>Finds an attempt by its key, whatever became of it. Null also once its subject was erased: then nobody can go on with it.</summary>
    ValueTask<FaceCheck?> FindAsync(FaceCheckId id, CancellationToken ct);

    /// <summary>Finds an attempt by the channel's number.</summary>
    ValueTask<FaceCheck?> FindAsync(string channel, FaceReference reference, CancellationToken ct);

    /// <summary>Finds an attempt by our number.</summary>
    ValueTask<FaceCheck?> FindAsync(FaceOrderNumber order, CancellationToken ct);

    /// <summary>Whether it is somebody's turn to ask the channel; conditional: open, in time, and nobody on any node asked within <paramref name="every"/>. However wildly a browser polls, the channel is asked at this pace.</summary>
    ValueTask<bool> TakeTurnAsync(FaceCheckId id, DateTimeOffset now, TimeSpan every, CancellationToken ct);

    /// <summary>Created → passed or failed; conditional: open, in time, and nobody else's attempt has the channel's number that came with it (case AS-11). What a pass is worth to the account is written in the same change (<see cref="ProvenRealPerson"/>), and a face that was another counts (<see cref="FaceOptions.FailuresPerPerson"/>).</summary>
    ValueTask<bool> DecideAsync(FaceCheckDecided change, FaceOptions options, CancellationToken ct);
}

/// <summary>A new attempt.</summary>
/// <param name="Check">Open.</param>
/// <param name="Consent">What its holder agreed to, just now, for this attempt alone (REG-30).</param>
/// <param name="Facts">Audit facts.</param>
public sealed record FaceCheckOpened(FaceCheck Check, GivenConsent Consent, ImmutableArray<AuditFact> Facts);

/// <summary>An attempt that its channel never began.</summary>
/// <param name="Check">As it was opened.</param>
/// <param name="IsGivenBack">It is not counted against the holder: the channel did not answer. One that it refuses stays counted, so that nobody makes us ask it for ever.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record FaceCheckAbandoned(FaceCheck Check, bool IsGivenBack, DateTimeOffset At, ImmutableArray<AuditFact> Facts);

/// <summary>The end of an attempt.</summary>
/// <param name="Check">As it was found: open; with the channel's number, where that one came with the result.</param>
/// <param name="Failure">Why it failed; null: passed.</param>
/// <param name="Thumbprint">The app's key it came with; null for other channels.</param>
/// <param name="Proven">What a pass makes of its person's account; null: nothing (failed, or nobody's account).</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record FaceCheckDecided(FaceCheck Check, FaceFailure? Failure, string? Thumbprint, ProvenRealPerson? Proven, DateTimeOffset At, ImmutableArray<AuditFact> Facts);

/// <summary>What a passed check is worth to an account: a real-name person becomes a real person with this evidence, a real person stays one for longer, a registered person gets nothing (R26).</summary>
/// <remarks>Conditional too: the account still carries the document whose holder was seen. Nothing is ever shortened.</remarks>
/// <param name="Evidence">Level, channel, transaction.</param>
/// <param name="Until">When it stops counting, UTC.</param>
/// <param name="Fact">Written only if the account was real-name or more.</param>
public sealed record ProvenRealPerson(AssuranceEvidence Evidence, DateTimeOffset Until, AuditFact Fact);
