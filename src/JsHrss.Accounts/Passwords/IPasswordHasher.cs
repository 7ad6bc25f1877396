namespace JsHrss.Accounts.Passwords;

/// <summary>The bounded queue before the slow hash (security decision 6): as many at once as there are cores, a short wait, then the caller is busy (503 with Retry-After).</summary>
public interface IPasswordHasher
{
    /// <summary>A hash that no password matches, at today's cost: compared with for unknown accounts, so that they take as long (case EN-01).</summary>
    PasswordHash Dummy { get; }

    /// <summary>Waits for a turn. It is taken before an attempt is counted, so that a busy server counts nothing.</summary>
    /// <returns>Null: busy.</returns>
    ValueTask<IPasswordTurn?> EnterAsync(CancellationToken ct);
}

/// <summary>A turn at the hash; disposing it lets the next one in.</summary>
public interface IPasswordTurn : IDisposable
{
    /// <summary>Hashes a new password at today's cost.</summary>
    ValueTask<PasswordHash> HashAsync(string password, CancellationToken ct);

    /// <summary>Compares, at today's cost also where the hash was made at a lower one (case EN-01).</summary>
    ValueTask<PasswordComparison> CompareAsync(string password, PasswordHash hash, CancellationToken ct);
}

/// <summary>What a comparison gave.</summary>
public enum PasswordComparison
{
    /// <summary>Another password.</summary>
    Differs,

    /// <summary>The right one.</summary>
    Matches,

    /// <summary>The right one, hashed at a lower cost than today's: hash it anew (case PI-12).</summary>
    MatchesCheaply,
}
