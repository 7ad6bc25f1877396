using System.Diagnostics;
using System.Diagnostics.Metrics;
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

    private readonly Histogram<double>? _waits;
    private readonly Counter<long>? _turnedAway;

    /// <summary>With as many turns as the options say.</summary>
    /// <param name="options">How costly a hash is and how many run and wait.</param>
    /// <param name="meters">Where waiting is measured, as meter <c>JsHrss.Accounts</c>; null: nowhere.</param>
    public BoundedPasswordHasher(PasswordOptions options, IMeterFactory? meters = null)
        : this(options, PasswordHash.Pbkdf2)
    {
        if (meters?.Create("JsHrss.Accounts") is not { } meter)
            return;
        meter.CreateObservableUpDownCounter("jshrss.passwords.waiting", () => Volatile.Read(ref _waiting), description: "Sign-ins that wait for their turn to hash.");
        _waits = meter.CreateHistogram<double>("jshrss.passwords.wait", "s", "How long a sign-in waited for its turn to hash.");
        _turnedAway = meter.CreateCounter<long>("jshrss.passwords.turned_away", description: "Sign-ins that got no turn to hash.");
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
        {
            _waits?.Record(0);
            return new Turn(_slots, _options.Iterations, _derive);
        }

        var since = Stopwatch.GetTimestamp();
        try
        {
            // A flood must not fill the memory with requests that wait for nothing (case HT-05).
            if (Interlocked.Increment(ref _waiting) <= _mostWaiting && await _slots.WaitAsync(_options.HashWait, ct).ConfigureAwait(false))
            {
                _waits?.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
                return new Turn(_slots, _options.Iterations, _derive);
            }

            _turnedAway?.Add(1);
            return null;
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
