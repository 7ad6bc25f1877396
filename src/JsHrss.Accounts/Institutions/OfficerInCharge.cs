namespace JsHrss.Accounts.Institutions;

/// <summary>For which officer a system of the department acts, as that system says: the account name, not the person's name. Officers do not sign in to this server for it, so the system answers for what it says.</summary>
public sealed record OfficerInCharge
{
    /// <summary>Longest account name.</summary>
    public const int Longest = 64;

    private OfficerInCharge(string client, string account) => (Client, Account) = (client, account);

    /// <summary>The system, as <c>client_id</c>.</summary>
    public string Client { get; }

    /// <summary>1-64 of ASCII letters, digits, dot, hyphen and underscore: a form in which no Chinese name fits.</summary>
    public string Account { get; }

    /// <summary>Reads what the system sent. Refused with <see cref="InstitutionErrors.OfficerMissing"/> or <see cref="InstitutionErrors.OfficerUnfit"/>.</summary>
    /// <param name="client">Which system.</param>
    /// <param name="account">The officer's account name there.</param>
    public static Result<OfficerInCharge> Read(string client, string? account)
    {
        if (string.IsNullOrEmpty(account))
            return new Refusal(InstitutionErrors.OfficerMissing);
        return account.Length <= Longest && account.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_')
            ? new OfficerInCharge(client, account)
            : new Refusal(InstitutionErrors.OfficerUnfit);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static OfficerInCharge Restore(string client, string account) => new(client, account);

    /// <inheritdoc />
    public override string ToString() => $"{Client}/{Account}";
}
