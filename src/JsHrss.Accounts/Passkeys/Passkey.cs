using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;

namespace JsHrss.Accounts.Passkeys;

/// <summary>通行密钥: a key pair of one person at this site; the private half never leaves the person's device or its maker's key store.</summary>
public sealed record Passkey
{
    /// <summary>So many a person: enough for every device, few enough to look through.</summary>
    public const int MostOfAPerson = 10;

    /// <summary>Its key. A proof given by it carries this key, so that a removed passkey's proofs can be found.</summary>
    public required CredentialId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required PersonId Person { get; init; }

    /// <summary>How the person calls it.</summary>
    public required PasskeyName Name { get; init; }

    /// <summary>The authenticator's own name for it (credential id, WebAuthn §4), at most 1,023 bytes.</summary>
    public required ReadOnlyMemory<byte> Handle { get; init; }

    /// <summary>COSE_Key (RFC 9052 §7).</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>Signatures so far as the authenticator counts them; 0 for ever when it does not (WebAuthn §6.1.1).</summary>
    public required uint SignCount { get; init; }

    /// <summary>How the authenticator is reached (WebAuthn §5.8.4); a hint for the browser.</summary>
    public ImmutableArray<string> Transports { get; init; } = [];

    /// <summary>The authenticator verified its holder (PIN, finger, face) when the passkey was made.</summary>
    public required bool UserVerified { get; init; }

    /// <summary>It may be copied to the person's other devices.</summary>
    public required bool BackupEligible { get; init; }

    /// <summary>It was copied.</summary>
    public required bool BackedUp { get; init; }

    /// <summary>The proof on whose strength it was enrolled.</summary>
    public required ProofMethod EnrolledBy { get; init; }

    /// <summary>Since when it counts as the real person's own, UTC: it was enrolled, or bound later, on the strength of a face check or of another bound key. Null: whoever knew the password may have added it, so it opens oneself alone.</summary>
    public DateTimeOffset? BoundAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last sign-in by it, UTC; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The key only.</summary>
    public override string ToString() => Id.ToString();
}
