using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>电话 of a recipient: a mainland mobile number, or a landline with its area code and perhaps an extension. Nothing is sent to it, and nobody is known by it.</summary>
public sealed record ContactPhone
{
    private const int LongestExtension = 6;

    private ContactPhone(string value) => Value = value;

    /// <summary>Eleven digits, or <c>025-55550100</c>, or <c>025-55550100-801</c>.</summary>
    public string Value { get; }

    /// <summary>Reads what was typed: blanks, brackets, full-width signs, a leading +86 and 转 before an extension are forgiven. Refused with <see cref="AddressErrors.PhoneMissing"/> or <see cref="AddressErrors.PhoneForm"/>.</summary>
    public static Result<ContactPhone> Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return new Refusal(AddressErrors.PhoneMissing);
        if (TypedText.Squeeze(typed) is not { } number)
            return new Refusal(AddressErrors.PhoneForm);
        if (PhoneNumber.Read(number) is { IsOk: true, Value: var mobile })
            return new ContactPhone(mobile.Value);
        return Landline(number) is { } landline ? new ContactPhone(landline) : new Refusal(AddressErrors.PhoneForm);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static ContactPhone Restore(string value) => new(value);

    /// <summary>Masked.</summary>
    public override string ToString() => Masking.Phone(Value);

    private static string? Landline(string number)
    {
        foreach (var country in (ReadOnlySpan<string>)["+86", "0086"])
        {
            if (number.StartsWith(country, StringComparison.Ordinal))
                number = "0" + number[country.Length..].TrimStart('-').TrimStart('0');
        }

        number = number.Replace("(", "", StringComparison.Ordinal).Replace(")", "-", StringComparison.Ordinal).Replace("转", "-", StringComparison.Ordinal);
        // 010 and 02x have three digits, all others four.
        var area = number.StartsWith("01", StringComparison.Ordinal) || number.StartsWith("02", StringComparison.Ordinal) ? 3 : 4;
        if (number.Length <= area || number[0] != '0' || number[1] == '0')
            return null;
        var (code, parts) = (number[..area], number[area..].TrimStart('-').Split('-'));
        if (!TypedText.AllDigits(code) || parts.Length > 2 || parts[0] is not { Length: 7 or 8 } line || line[0] is '0' or '1' || !TypedText.AllDigits(line))
            return null;
        if (parts.Length == 1)
            return $"{code}-{line}";
        return parts[1] is { Length: > 0 and <= LongestExtension } extension && TypedText.AllDigits(extension) ? $"{code}-{line}-{extension}" : null;
    }
}
