using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Passkeys;

/// <summary>Passkeys of persons. Each change is one transaction with its facts.</summary>
public interface IPasskeyStore
{
    /// <summary>A person with all passkeys, oldest first; one round trip. Null: no such person.</summary>
    ValueTask<PasskeyAccount?> FindAsync(PersonId person, CancellationToken ct);

    /// <summary>Spends the challenge, and then adds the passkey unless the person has <see cref="Passkey.MostOfAPerson"/> or anybody has this one.</summary>
    /// <returns><c>Done</c>, <c>Spent</c>, <c>TooMany</c> or <c>Known</c>.</returns>
    ValueTask<PasskeyOutcome> EnrolAsync(PasskeyEnrolled change, CancellationToken ct);

    /// <summary>Spends the challenge, and then notes the use by ONE conditional statement: the sign count is still the one the answer was verified against.</summary>
    /// <returns><c>Done</c>, <c>Spent</c>, or <c>Changed</c>.</returns>
    ValueTask<PasskeyOutcome> UseAsync(PasskeyUsed change, CancellationToken ct);

    /// <summary>Spends the challenge of an answer that was refused, so that it cannot be tried again.</summary>
    ValueTask RefuseAsync(PasskeyChallenge challenge, AuditFact fact, CancellationToken ct);

    /// <summary>Renames; false: no such passkey of this person.</summary>
    ValueTask<bool> RenameAsync(PasskeyRenamed change, CancellationToken ct);

    /// <summary>Binds one that is not bound to the real person; false: no such passkey of this person, or it was bound before.</summary>
    ValueTask<bool> BindAsync(PasskeyBound change, CancellationToken ct);

    /// <summary>Removes, and ends what stands on it: its proofs stop counting, grants of the sessions it was used in end (those with <c>offline_access</c> too), their clients are told, and a session without another proof ends.</summary>
    /// <returns>False: no such passkey of this person; nothing changed.</returns>
    ValueTask<bool> RemoveAsync(PasskeyRemoved change, CancellationToken ct);
}

/// <summary>A person and their passkeys.</summary>
/// <param name="Person">State.</param>
/// <param name="Passkeys">Oldest first.</param>
public sealed record PasskeyAccount(PersonStanding Person, ImmutableArray<Passkey> Passkeys);

/// <summary>What became of a change.</summary>
public enum PasskeyOutcome
{
    /// <summary>Written.</summary>
    Done = 1,

    /// <summary>The challenge was spent before.</summary>
    Spent = 2,

    /// <summary>The sign count moved or the passkey is gone.</summary>
    Changed = 3,

    /// <summary>As many as a person may have.</summary>
    TooMany = 4,

    /// <summary>Enrolled already.</summary>
    Known = 5,
}

/// <summary>A new passkey.</summary>
/// <param name="Challenge">Spent with it.</param>
/// <param name="Passkey">What is added.</param>
/// <param name="Fact">Written when it was.</param>
/// <param name="RefusedAs">The fact of a refusal, by its reason.</param>
public sealed record PasskeyEnrolled(PasskeyChallenge Challenge, Passkey Passkey, AuditFact Fact, Func<string, AuditFact> RefusedAs);

/// <summary>A use.</summary>
/// <param name="Challenge">Spent with it.</param>
/// <param name="Passkey">Which.</param>
/// <param name="Seen">The sign count the answer was verified against.</param>
/// <param name="SignCount">The answer's own.</param>
/// <param name="BackedUp">As the answer says.</param>
/// <param name="At">UTC.</param>
/// <param name="Fact">Written when it was used.</param>
/// <param name="RefusedAs">The fact of a refusal, by its reason.</param>
public sealed record PasskeyUsed(PasskeyChallenge Challenge, CredentialId Passkey, uint Seen, uint SignCount, bool BackedUp, DateTimeOffset At, AuditFact Fact, Func<string, AuditFact> RefusedAs);

/// <summary>Another name.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Passkey">Which.</param>
/// <param name="Name">The new one.</param>
/// <param name="Fact">Audit fact.</param>
public sealed record PasskeyRenamed(PersonId Person, CredentialId Passkey, PasskeyName Name, AuditFact Fact);

/// <summary>From now on it counts as the real person's own.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Passkey">Which.</param>
/// <param name="At">UTC.</param>
/// <param name="Fact">Audit fact.</param>
public sealed record PasskeyBound(PersonId Person, CredentialId Passkey, DateTimeOffset At, AuditFact Fact);

/// <summary>A removal.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Passkey">Which.</param>
/// <param name="At">UTC.</param>
/// <param name="Fact">Audit fact of the removal.</param>
/// <param name="FactOf">The fact of each session that ends by it. Pure: which these are is known only in the transaction.</param>
public sealed record PasskeyRemoved(PersonId Person, CredentialId Passkey, DateTimeOffset At, AuditFact Fact, Func<SessionId, AuditFact> FactOf);
