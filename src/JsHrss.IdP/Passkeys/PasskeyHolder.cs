using JsHrss.Accounts.Passkeys;

namespace JsHrss.IdP.Passkeys;

/// <summary>A person as ASP.NET Core's passkey handler sees one: a key, and the passkeys as just read.</summary>
internal sealed record PasskeyHolder(PasskeyAccount Account)
{
    /// <summary>The user handle (WebAuthn §5.4.3): the subject, which says nothing of the person.</summary>
    public string Key => Account.Person.Id.ToString();

    /// <summary>The key only.</summary>
    public override string ToString() => Key;
}
