using System.Collections.Immutable;

namespace JsHrss.Accounts.Passwords;

/// <summary>Configuration <c>Passwords</c>. Lengths in characters.</summary>
public sealed record PasswordOptions
{
    private const int MostIterations = 10_000_000;
    private const int MostAtOnce = 1024;
    private const int MostWaiting = 100_000;

    /// <summary>「8-20位字符」 (R20).</summary>
    public int MinLength { get; init; } = 8;

    /// <summary>「8-20位字符」 (R20).</summary>
    public int MaxLength { get; init; } = 20;

    /// <summary>How 「大小写字母」 is read (C36): false, two classes of which with digits and special characters any three suffice; true, one class, so that digit, letter and special character are all needed.</summary>
    public bool LettersAreOneClass { get; init; }

    /// <summary>How many past passwords may not come again (R21), the present one included.</summary>
    public int Remembered { get; init; } = 5;

    /// <summary>PBKDF2 iterations of new hashes; older hashes are made anew at the next sign-in.</summary>
    public int Iterations { get; init; } = 210_000;

    /// <summary>How long an initial password lives (case RC-13).</summary>
    public TimeSpan InitialLifetime { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How many hashes run at once; 0: one a core.</summary>
    public int HashesAtOnce { get; init; }

    /// <summary>How long a sign-in waits for its turn before it is told to come again.</summary>
    public TimeSpan HashWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many wait for their turn at most; 0: 64 a core, more than can have a turn in time. Whoever comes later is told at once.</summary>
    public int HashesWaiting { get; init; }

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    /// <param name="development">Development may hash cheaply.</param>
    public ImmutableArray<string> Validate(bool development)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (MinLength < 8)
            faults.Add("Passwords:MinLength must be at least 8.");
        if (MaxLength < MinLength || MaxLength > PasswordHash.LongestPassword)
            faults.Add($"Passwords:MaxLength must lie between MinLength and {PasswordHash.LongestPassword}.");
        if (Remembered is < 1 or > 24)
            faults.Add("Passwords:Remembered must lie between 1 and 24.");
        if (Iterations < (development ? 1 : 210_000))
            faults.Add("Passwords:Iterations must be at least 210000 (OWASP, PBKDF2-HMAC-SHA512); only Development may use fewer.");
        if (Iterations > MostIterations)
            faults.Add($"Passwords:Iterations must be at most {MostIterations}, or each sign-in takes seconds of a core.");
        if (InitialLifetime < TimeSpan.FromHours(1) || InitialLifetime > TimeSpan.FromDays(30))
            faults.Add("Passwords:InitialLifetime must lie between 01:00:00 and 30.00:00:00 (30 days), for instance 3.00:00:00.");
        if (HashesAtOnce is < 0 or > MostAtOnce)
            faults.Add($"Passwords:HashesAtOnce must lie between 0 (one a core) and {MostAtOnce}.");
        if (HashesWaiting is < 0 or > MostWaiting)
            faults.Add($"Passwords:HashesWaiting must lie between 0 (64 a core) and {MostWaiting}.");
        if (HashWait < TimeSpan.Zero || HashWait > TimeSpan.FromMinutes(1))
            faults.Add("Passwords:HashWait must lie between 00:00:00 and 00:01:00.");
        return faults.ToImmutable();
    }
}
