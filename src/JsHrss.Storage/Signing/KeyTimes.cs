namespace JsHrss.Storage.Signing;

/// <summary>The times of a key. What it is follows from them and the clock alone, so that every node switches without being told.</summary>
/// <param name="PublishedAt">Stands in the JWK Set from here on, UTC.</param>
/// <param name="ActiveAt">Signs from here on.</param>
/// <param name="RetiredAt">Its successor signs from here on; null: none is published.</param>
/// <param name="GoneAt">The last token it signed has expired; it leaves the JWK Set and its private half is erased.</param>
/// <param name="RevokedAt">Declared compromised. Counts at once, whatever a node's clock says.</param>
internal readonly record struct KeyTimes(DateTimeOffset PublishedAt, DateTimeOffset ActiveAt, DateTimeOffset? RetiredAt, DateTimeOffset? GoneAt, DateTimeOffset? RevokedAt)
{
    public KeyState At(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return KeyState.Revoked;
        if (GoneAt <= now)
            return KeyState.Gone;
        if (RetiredAt <= now)
            return KeyState.Retired;
        return ActiveAt <= now ? KeyState.Active : KeyState.Published;
    }

    /// <summary>Whether it signed at that time.</summary>
    /// <param name="instant">When.</param>
    /// <param name="skew">By how much the signer's clock may have differed.</param>
    public bool SignedAt(DateTimeOffset instant, TimeSpan skew) => ActiveAt - skew <= instant && (RetiredAt is not { } retired || instant < retired + skew);
}

/// <summary>What a signing key is at some time.</summary>
public enum KeyState
{
    /// <summary>In the JWK Set, not signing yet.</summary>
    Published = 1,

    /// <summary>Signs.</summary>
    Active = 2,

    /// <summary>In the JWK Set until the last token it signed has expired.</summary>
    Retired = 3,

    /// <summary>Verifies old evidence only; its private half is erased.</summary>
    Gone = 4,

    /// <summary>Compromised: verifies nothing.</summary>
    Revoked = 5,
}
