using System.Security.Cryptography;

namespace JsHrss.Accounts.Passwords;

/// <summary>The queue in this process. Make one for the whole process.</summary>
public sealed class BoundedPasswordHasher : IPasswordHasher, IDisposable
{
    private readonly PasswordOptions _options;
    private const int WaitingPerCore = 64;

    private readonly PasswordDerivation _derive;
    private readonly SemaphoreSlim _slots;
    private readonly int _mostWaiting;
    private int _waiting;

    /// <summary>With as many turns as the options say.</summary>
    public BoundedPasswordHasher(PasswordOptions options)
        : this(options, PasswordHash.Pbkdf2)
    {
    }

    /// <summary>With a derivation that can be watched.</summary>
    internal BoundedPasswordHasher(PasswordOptions options, PasswordDerivation derive)
    {
        ArgumentNullException.ThrowIfNull(options);
        _derive = derive;
        _options = options;
        _slots = new SemaphoreSlim(options.HashesAtOnce > 0 ? options.HashesAtOnce : Environment.ProcessorCount);
        _mostWaiting = options.HashesWaiting > 0 ? options.HashesWaiting : WaitingPerCore * Environment.ProcessorCount;
        Dummy = PasswordHash.Of(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), options.Iterations);
    }

    /// <inheritdoc />
    public PasswordHash Dummy { get; }

    /// <inheritdoc />
    public async ValueTask<IPasswordTurn?> EnterAsync(CancellationToken ct)
    {
        if (_slots.Wait(0, CancellationToken.None))
            return new Turn(_slots, _options.Iterations, _derive);
        try
        {
            // A flood must not fill the memory with requests that wait for nothing (case HT-05).
            return Interlocked.Increment(ref _waiting) <= _mostWaiting && await _slots.WaitAsync(_options.HashWait, ct).ConfigureAwait(false)
                ? new Turn(_slots, _options.Iterations, _derive)
                : null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();

    private sealed class Turn(SemaphoreSlim slots, int iterations, PasswordDerivation derive) : IPasswordTurn
    {
        private SemaphoreSlim? _held = slots;

        // On a pool thread: the request's own thread may be serving a browser's stream.
        public async ValueTask<PasswordHash> HashAsync(string password, CancellationToken ct) =>
            await Task.Run(() => PasswordHash.Of(password, iterations), ct).ConfigureAwait(false);

        public async ValueTask<PasswordComparison> CompareAsync(string password, PasswordHash hash, CancellationToken ct) =>
            await Task.Run(() => hash.Matches(password, iterations, derive), ct).ConfigureAwait(false)
                ? hash.IsCheaperThan(iterations) ? PasswordComparison.MatchesCheaply : PasswordComparison.Matches
                : PasswordComparison.Differs;

        public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
    }
}
