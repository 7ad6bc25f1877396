using System.Collections.Immutable;

namespace JsHrss.OpenId.Ports;

/// <summary>
/// The one memory of the engine. Every endpoint looks, proves, judges, and then applies, atomically and last.
/// </summary>
/// <remarks>
/// A store that cannot answer throws <see cref="StoreUnavailableException"/>; the endpoint answers 503 with Retry-After.
/// The contract is executable: LedgerContract in the tests, run on every store.
/// </remarks>
public interface ILedger
{
    /// <summary>Finds a thing by kind and key and compares its digest in fixed time. One round trip, grant and standing included. Spent and expired things are found too.</summary>
    /// <returns>Null when the key is unknown or the digest differs.</returns>
    ValueTask<Remembered?> LookAsync(Handle handle, CancellationToken ct);

    /// <summary>Finds a refresh token by its key alone; only to answer the derived successor of a rotated one.</summary>
    ValueTask<Remembered?> LookAtSuccessorAsync(Guid key, CancellationToken ct);

    /// <summary>Applies all changes or none, in one round trip; durable when it returns <see cref="Outcome.Done"/>.</summary>
    ValueTask<Outcome> ApplyAsync(ImmutableArray<Change> changes, CancellationToken ct);

    /// <summary>The state behind an access token: whether it was revoked by itself, its grant, and the standing.</summary>
    /// <param name="grant">Null for tokens of client_credentials.</param>
    /// <param name="tokenDigest">SHA-256 of the token's signing input (RFC 7515 §5.1): the signature beside it can be rewritten into another valid one.</param>
    /// <param name="freshness">How old the answer may be.</param>
    /// <param name="ct">Cancels the read.</param>
    ValueTask<TokenState> StateAsync(GrantId? grant, ReadOnlyMemory<byte> tokenDigest, Freshness freshness, CancellationToken ct);
}

/// <summary>How old a cached answer may be. Redemptions always read live (decision 16 of the security design).</summary>
public enum Freshness
{
    /// <summary>Read now.</summary>
    Live,

    /// <summary>From at most four seconds before the call, by the monotonic clock.</summary>
    AtMostFourSecondsOld,
}

/// <summary>The state behind an access token.</summary>
/// <param name="Denied">This one token was revoked.</param>
/// <param name="Grant">Its grant, ended or not; null when unknown or none.</param>
/// <param name="Standing">Null without grant.</param>
public sealed record TokenState(bool Denied, Grant? Grant, IStanding? Standing);
