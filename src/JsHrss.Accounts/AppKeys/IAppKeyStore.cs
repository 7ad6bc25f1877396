using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.AppKeys;

/// <summary>Enrolled keys of the app.</summary>
public interface IAppKeyStore
{
    /// <summary>The enrolment of a key by a person, read live; null: there is none, or it has ended.</summary>
    ValueTask<AppKey?> FindAsync(PersonId person, string thumbprint, CancellationToken ct);

    /// <summary>Writes an enrolment, and ends the person's former one of the same key, in one transaction with the facts.</summary>
    /// <returns>False, and nothing written: another person holds the key, or its face check has enrolled a key before.</returns>
    ValueTask<bool> EnrolAsync(AppKeyEnrolled change, CancellationToken ct);
}

/// <summary>An enrolment.</summary>
/// <param name="Key">Which.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record AppKeyEnrolled(AppKey Key, ImmutableArray<AuditFact> Facts);
