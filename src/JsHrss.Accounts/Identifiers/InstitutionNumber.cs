using System.Globalization;

namespace JsHrss.Accounts.Identifiers;

/// <summary>机构编号, for instance J0000007: opaque, unique, in a range of its own (domain §1.11, C27).</summary>
public sealed record InstitutionNumber
{
    /// <summary>The last serial that has a number of ours.</summary>
    public const int LastSerial = 9_999_999;

    private const char OurMark = 'J';
    private const int OurDigits = 7;

    private InstitutionNumber(string value) => Value = value;

    /// <summary>4-20 of digits, capital letters and hyphens.</summary>
    public string Value { get; }

    /// <summary>The serial it was made of, where it is one of ours (J and seven digits); null: it came from elsewhere.</summary>
    public int? Serial => Value.Length == OurDigits + 1 && Value[0] == OurMark && TypedText.AllDigits(Value.AsSpan(1)) ? int.Parse(Value.AsSpan(1), CultureInfo.InvariantCulture) : null;

    /// <summary>A number of ours.</summary>
    /// <param name="serial">From 1 to <see cref="LastSerial"/>.</param>
    public static InstitutionNumber OfSerial(int serial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(serial, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, LastSerial);
        return new(string.Create(CultureInfo.InvariantCulture, $"{OurMark}{serial:0000000}"));
    }

    /// <summary>Reads what was typed.</summary>
    public static Result<InstitutionNumber> Read(string? text)
    {
        if (TypedText.Squeeze(text) is not { } typed)
            return new Refusal(IdentifierErrors.Missing);
        return UnitNumber.HasForm(typed) ? new InstitutionNumber(typed) : new Refusal(IdentifierErrors.NumberForm);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static InstitutionNumber Restore(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
