using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.Accounts.Passwords;

/// <summary>A password's hash with everything needed to compare: algorithm, cost, salt. Written <c>pbkdf2-sha512$210000$salt$hash</c>, base64url.</summary>
/// <remarks>
/// The password is hashed as it was typed, in UTF-8, whole: never truncated, never normalised. The rule admits printable ASCII only, for which NFC and NFD are the same,
/// so that normalising could change nothing but let a second spelling of a foreign password pass (case PI-11).
/// </remarks>
public sealed class PasswordHash
{
    /// <summary>Nothing longer is hashed (case PI-11).</summary>
    public const int LongestPassword = 200;

    private const string Algorithm = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) => (Iterations, _salt, _hash) = (iterations, salt, hash);

    /// <summary>Its cost.</summary>
    public int Iterations { get; }

    /// <summary>Hashes a password with a fresh salt. Slow on purpose: only <see cref="IPasswordHasher"/> calls it on a request's path.</summary>
    /// <exception cref="ArgumentException">Longer than <see cref="LongestPassword"/>.</exception>
    public static PasswordHash Of(string password, int iterations)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(iterations, salt, Derive(password, salt, iterations));
    }

    /// <summary>Reads a stored hash.</summary>
    /// <exception cref="FormatException">It is none: the store is damaged.</exception>
    public static PasswordHash Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('$');
        if (parts is not [Algorithm, var cost, var salt, var hash] || !int.TryParse(cost, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations < 1)
            throw new FormatException("A stored password hash has an unknown form.");
        return new PasswordHash(iterations, Base64Url.DecodeFromChars(salt), Base64Url.DecodeFromChars(hash));
    }

    /// <summary>As stored.</summary>
    public string Store() => string.Create(CultureInfo.InvariantCulture, $"{Algorithm}${Iterations}${Base64Url.EncodeToString(_salt)}${Base64Url.EncodeToString(_hash)}");

    /// <summary>Compares in fixed time. Slow like <see cref="Of"/>. A password longer than <see cref="LongestPassword"/> is not hashed and never matches.</summary>
    public bool Matches(string password) => Matches(password, 0, Pbkdf2);

    /// <summary>Compares at no less than a cost: what this hash lacks of it is derived beside and thrown away, so that the time tells no cheap hash from a dear one (case EN-01).</summary>
    /// <param name="password">As typed.</param>
    /// <param name="leastIterations">What a comparison costs at least, the same for all accounts.</param>
    /// <param name="derive">The derivation itself.</param>
    internal bool Matches(string password, int leastIterations, PasswordDerivation derive)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length > LongestPassword)
            return false;
        var bytes = Encoding.UTF8.GetBytes(password);
        var matches = CryptographicOperations.FixedTimeEquals(derive(bytes, _salt, Iterations), _hash);
        // PBKDF2 costs the same for each iteration (RFC 8018 §5.2).
        if (IsCheaperThan(leastIterations))
            derive(bytes, _salt, leastIterations - Iterations);
        return matches;
    }

    /// <summary>Whether it was made at a lower cost than is asked now; a higher one is never lowered (case PI-12).</summary>
    public bool IsCheaperThan(int iterations) => Iterations < iterations;

    private static byte[] Derive(string password, byte[] salt, int iterations)
    {
        if (password.Length > LongestPassword)
            throw new ArgumentException("Longer than any password we take.", nameof(password));
        return Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations);
    }

    /// <summary>PBKDF2 with HMAC-SHA-512 (RFC 8018 §5.2).</summary>
    internal static byte[] Pbkdf2(byte[] password, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    /// <summary>Says nothing of the hash.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Algorithm} x {Iterations}");
}

/// <summary>Derives from a password; its cost is its iterations.</summary>
internal delegate byte[] PasswordDerivation(byte[] password, byte[] salt, int iterations);
