using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.AppKeys;

/// <summary>Enrolled keys of the app.</summary>
public interface IAppKeyStore
{
    /// <summary>The enrolment of a key by a person, read live; null: there is none, or it has ended.</summary>
    ValueTask<AppKey?> FindAsync(PersonId person, string thumbprint, CancellationToken ct);

    /// <summary>The keys of a person that have not ended, oldest first.</summary>
    ValueTask<ImmutableArray<AppKey>> ListAsync(PersonId person, CancellationToken ct);

    /// <summary>Ends a key, and what stands on it: codes that wait for it, its proofs, grants that are bound to it or of the sessions it was used in (those with <c>offline_access</c> too), and sessions without another proof.</summary>
    /// <returns>False: no such key of this person, or it has ended; nothing changed.</returns>
    ValueTask<bool> EndAsync(AppKeyEnded change, CancellationToken ct);

    /// <summary>Writes an enrolment, spends the face check it rests on, and ends the person's former one of the same key, in one transaction with the facts.</summary>
    /// <returns>Whether it was; nothing is written otherwise.</returns>
    ValueTask<AppKeyEnrolment> EnrolAsync(AppKeyEnrolled change, CancellationToken ct);
}

/// <summary>An enrolment.</summary>
/// <param name="Key">Which.</param>
/// <param name="Face">The passed check it consumes.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record AppKeyEnrolled(AppKey Key, SpentFaceCheck Face, ImmutableArray<AuditFact> Facts);

/// <summary>What became of an enrolment.</summary>
public enum AppKeyEnrolment
{
    /// <summary>The key may approve for units from now on.</summary>
    Enrolled,

    /// <summary>Another person holds the key.</summary>
    KeyTaken,

    /// <summary>The face check is none that could be spent for it.</summary>
    FaceRefused,
}

/// <summary>An end.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Key">Which.</param>
/// <param name="At">UTC.</param>
/// <param name="Fact">Audit fact of the end.</param>
/// <param name="FactOf">The fact of each session that ends by it. Pure: which these are is known only in the transaction.</param>
public sealed record AppKeyEnded(PersonId Person, AppKeyId Key, DateTimeOffset At, AuditFact Fact, Func<SessionId, AuditFact> FactOf);
