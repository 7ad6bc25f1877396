namespace JsHrss.Storage.Ring;

/// <summary>The ring as a whole: which application it belongs to, how long its keys serve, and when the next one is made.</summary>
internal sealed class KeyRing(WatchedKeys keys, TimeProvider clock)
{
    /// <summary>Fixed for ever: a ring of another name opens no cookie (case PI-09).</summary>
    public const string ApplicationName = "JsHrss.IdP";

    /// <summary>For how long a key seals.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(90);

    /// <summary>How long before a key is over its successor is made: above the two days after which the framework takes a key for known everywhere.</summary>
    public static TimeSpan RenewAhead { get; } = TimeSpan.FromDays(14);

    public bool IsEmpty => keys.Stored().All(key => key.IsRevoked);

    /// <summary>Makes the first key, unless there is one.</summary>
    public bool MakeFirst()
    {
        if (!IsEmpty)
            return false;
        var now = clock.GetUtcNow();
        keys.CreateNewKey(now, now + Lifetime);
        return true;
    }

    /// <summary>Makes the next key when the last one ends soon.</summary>
    /// <returns>From when on it seals; null: none is due.</returns>
    public DateTimeOffset? Renew()
    {
        var now = clock.GetUtcNow();
        var end = keys.Stored().Where(key => !key.IsRevoked).Select(key => key.ExpirationDate).DefaultIfEmpty(now).Max();
        if (end - now > RenewAhead)
            return null;
        var from = end > now ? end : now;
        keys.CreateNewKey(from, from + Lifetime);
        return from;
    }
}
