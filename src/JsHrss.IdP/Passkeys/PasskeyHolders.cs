using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using Microsoft.AspNetCore.Identity;

namespace JsHrss.IdP.Passkeys;

/// <summary>Shows the domain's passkeys to ASP.NET Core's handler (ADR 0002). It only reads: what an answer changes is written by the domain's use cases, under their conditions.</summary>
internal sealed class PasskeyHolders(IPasskeyStore store) : IUserPasskeyStore<PasskeyHolder>
{
    public async Task<PasskeyHolder?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        PersonId.Read(userId) is { } person && await store.FindAsync(person, cancellationToken) is { } account ? new PasskeyHolder(account) : null;

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyHolder user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Account.Passkeys.Select(Shown)]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.Passkeys.FirstOrDefault(passkey => passkey.Handle.Span.SequenceEqual(credentialId)) is { } found ? Shown(found) : null);

    /// <summary>Asked before an enrolment only, whether somebody has this passkey already. That is decided by the enrolment itself, in its transaction, where nobody can come between.</summary>
    public Task<PasskeyHolder?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult<PasskeyHolder?>(null);

    public Task<string> GetUserIdAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult(user.Key);

    public Task<string?> GetUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Key);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Key);

    public Task<PasskeyHolder?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<PasskeyHolder?>(null);

    public Task AddOrUpdatePasskeyAsync(PasskeyHolder user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task RemovePasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task SetUserNameAsync(PasskeyHolder user, string? userName, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task SetNormalizedUserNameAsync(PasskeyHolder user, string? normalizedName, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> CreateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> UpdateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> DeleteAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw ReadsOnly();

    public void Dispose()
    {
        // Nothing of its own.
    }

    private static UserPasskeyInfo Shown(Passkey passkey) => new(
        passkey.Handle.ToArray(), passkey.PublicKey.ToArray(), passkey.CreatedAt, passkey.SignCount, [.. passkey.Transports],
        passkey.UserVerified, passkey.BackupEligible, passkey.BackedUp, attestationObject: [], clientDataJson: []);

    private static NotSupportedException ReadsOnly() => new("Persons and passkeys are changed by the use cases of JsHrss.Accounts (docs/adr/0002).");
}
