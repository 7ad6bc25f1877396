using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Passwords;

/// <summary>Where attempts are counted.</summary>
/// <remarks>Every identifier that leads to a credential counts here, by the credential's key (case EN-07). A store that cannot count throws; then nothing is compared (case EN-16).</remarks>
public interface ICredentialStore
{
    /// <summary>Counts an attempt before it is compared, by ONE conditional statement that does what <see cref="LockRule.Reserve"/> says, so that a hundred parallel attempts count as a hundred (case EN-08).</summary>
    /// <remarks>Two statements in truth, each conditional: the failure, where the path is open (locked_until null or at most now); otherwise the comparison while locked, where fewer were compared. Neither: read why.</remarks>
    /// <param name="credential">Which; also called with a key that exists nowhere, for unknown accounts.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<Attempt> ReserveAttemptAsync(CredentialId credential, LockoutOptions options, DateTimeOffset now, CancellationToken ct);

    /// <summary>Writes what became of an attempt, in one transaction; what clears is conditional: the hash is still the one that was compared.</summary>
    /// <returns>False, and nothing written: the password was changed while it was compared, and the former one proves nothing any more (case RC-04).</returns>
    ValueTask<bool> SettleAttemptAsync(AttemptSettled change, CancellationToken ct);
}

/// <summary>What became of an attempt.</summary>
/// <param name="Credential">Which credential; null when the account is unknown.</param>
/// <param name="Clears">The password was right on an open path: failures, window, lock and comparisons back to nothing.</param>
/// <param name="Rehash">The same password hashed at today's cost, to replace the one that was compared; null: keep.</param>
/// <param name="Compared">The hash that was compared; null: none was. Where <paramref name="Clears"/>, it must still be the stored one.</param>
/// <param name="Facts">Audit facts of the attempt.</param>
public sealed record AttemptSettled(CredentialId? Credential, bool Clears, PasswordHash? Rehash, PasswordHash? Compared, ImmutableArray<AuditFact> Facts)
{
    /// <summary>The attempt as it was counted by account and address, cleared with the credential by a success: the account's failures are forgotten, the address's count is one less.</summary>
    public AttemptReserved? Reserved { get; init; }
}
