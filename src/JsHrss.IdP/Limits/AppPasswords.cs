using JsHrss.Accounts.QrSignIn;

namespace JsHrss.IdP.Limits;

/// <summary>Passwords for memberships by the phone that sends them, before anything is read or hashed. By its key: whoever signs in to an app of their own uses up none of the holder's.</summary>
internal sealed class AppPasswords(LoadOptions options, TimeProvider clock)
{
    private readonly TokenSlots? _sent = TokenSlots.For(options.AppPasswords, clock);

    /// <summary>Takes one; null: taken. Otherwise: how long until one is there.</summary>
    public TimeSpan? Take(AppHolder holder) => _sent?.Take($"{holder.Person} {holder.Thumbprint}");
}
