using System.Collections.Immutable;

namespace JsHrss.Storage.Signing;

/// <summary>What is done to signing keys by hand and by schedule. Every change reaches every node within a second, by <c>config_version</c> and the clock.</summary>
public interface ISigningKeyDesk
{
    /// <summary>Every key there ever was, by algorithm and time.</summary>
    ValueTask<ImmutableArray<ListedKey>> ListAsync(CancellationToken ct);

    /// <summary>Makes a key for each configured algorithm that has none; it signs at once.</summary>
    /// <returns>The keys made.</returns>
    ValueTask<ImmutableArray<ListedKey>> MakeMissingAsync(CancellationToken ct);

    /// <summary>Publishes the next key of every algorithm whose key ends its life within the lead, and erases private halves of keys that are gone. Idempotent; two nodes at once publish one key.</summary>
    /// <returns>The keys published.</returns>
    ValueTask<ImmutableArray<ListedKey>> KeepScheduleAsync(CancellationToken ct);

    /// <summary>Publishes the next key now. A key that is published and does not sign yet is the next key: no second one is made.</summary>
    /// <param name="algorithm">Whose.</param>
    /// <param name="soon">True: it signs as soon as every cache of the JWK Set must have seen it, minutes instead of a day.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The next key.</returns>
    ValueTask<ListedKey> RotateAsync(string algorithm, bool soon, CancellationToken ct);

    /// <summary>Declares a key compromised: nothing it signed is believed any more, and where it was the one that signs, a successor signs at once (case PI-08).</summary>
    /// <param name="kid">Which.</param>
    /// <param name="cutGrants">True: also raises <c>not_before</c>, so that every grant, token and session made so far ends. False: refresh tokens and sessions survive.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: there is no such key.</returns>
    ValueTask<RevokedKey?> RevokeAsync(string kid, bool cutGrants, CancellationToken ct);
}

/// <summary>A key as an operator sees it: nothing secret. Times are UTC; see <see cref="KeyState"/>.</summary>
public sealed record ListedKey(
    string Kid,
    string Algorithm,
    KeyState State,
    DateTimeOffset PublishedAt,
    DateTimeOffset ActiveAt,
    DateTimeOffset? RetiredAt,
    DateTimeOffset? GoneAt,
    DateTimeOffset? RevokedAt);

/// <summary>What a revocation did.</summary>
/// <param name="Key">The key, revoked now or before.</param>
/// <param name="Successor">The key that signs in its place; null: another one was signing anyway.</param>
/// <param name="NotBefore">The bound that was raised; null: it was not.</param>
public sealed record RevokedKey(ListedKey Key, ListedKey? Successor, DateTimeOffset? NotBefore);
