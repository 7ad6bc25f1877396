using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>The password is reset while it is compared.</summary>
internal sealed class ResetMeanwhile(IPasswordHasher inner, Action reset) : IPasswordHasher
{
    public PasswordHash Dummy => inner.Dummy;

    public async ValueTask<IPasswordTurn?> EnterAsync(CancellationToken ct) => await inner.EnterAsync(ct) is { } turn ? new Turn(turn, reset) : null;

    private sealed class Turn(IPasswordTurn inner, Action reset) : IPasswordTurn
    {
        public ValueTask<PasswordHash> HashAsync(string password, CancellationToken ct) => inner.HashAsync(password, ct);

        public async ValueTask<PasswordComparison> CompareAsync(string password, PasswordHash hash, CancellationToken ct)
        {
            var compared = await inner.CompareAsync(password, hash, ct);
            reset();
            return compared;
        }

        public void Dispose() => inner.Dispose();
    }
}
