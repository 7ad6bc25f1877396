namespace JsHrss.Accounts.Identifiers;

/// <summary>What a number of each document type looks like, and its canonical form (domain §1.2-1.6).</summary>
internal static class IdNumberForms
{
    /// <summary>The canonical number, or why it is none of this type.</summary>
    public static Result<string> Canonical(IdDocumentType type, string number, DateOnly today) => type switch
    {
        IdDocumentType.ResidentIdentityCard => Resident(number, today),
        IdDocumentType.HongKongMacaoPermit => HongKongMacaoPermit(number),
        IdDocumentType.TaiwanPermit => TaiwanPermit(number),
        IdDocumentType.HongKongMacaoResidencePermit => ResidencePermit(number, today, "810000", "820000"),
        IdDocumentType.TaiwanResidencePermit => ResidencePermit(number, today, "830000"),
        IdDocumentType.ForeignPermanentResidentCard => ForeignPermanentResident(number, today),
        IdDocumentType.ForeignPassport => Passport(number),
        _ => new Refusal(IdentifierErrors.DocumentType),
    };

    private static Result<string> Resident(string number, DateOnly today)
    {
        if (number.Length == CitizenNumber.LegacyLength && TypedText.AllDigits(number))
            return new Refusal(IdentifierErrors.DocumentLegacy);
        if (!CitizenNumber.HasForm(number))
            return new Refusal(IdentifierErrors.DocumentForm);
        // Otherwise one person could hold the same number twice, under two types.
        if (number[0] == '9' || number.AsSpan(0, 2) is "81" or "82" or "83")
            return new Refusal(IdentifierErrors.DocumentOtherType);
        if (!CitizenNumber.HasProvince(number))
            return new Refusal(IdentifierErrors.DocumentRegion);
        return CitizenNumber.FaultOf(number, today) is { } fault ? new Refusal(fault) : number;
    }

    // H or M, eight digits for life, then two of renewal on the older cards.
    private static Result<string> HongKongMacaoPermit(string number) =>
        number.Length is 9 or 11 && number[0] is 'H' or 'M' && TypedText.AllDigits(number.AsSpan(1))
            ? number[..9]
            : new Refusal(IdentifierErrors.DocumentForm);

    // Card since 2015: eight digits. Older booklet: ten digits, then a letter, printed with or without brackets.
    private static Result<string> TaiwanPermit(string number)
    {
        var plain = number.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);
        var booklet = plain.Length is 10 or 11 && TypedText.AllDigits(plain.AsSpan(0, 10)) && (plain.Length == 10 || char.IsAsciiLetterUpper(plain[10]));
        return (plain.Length == 8 && TypedText.AllDigits(plain)) || booklet ? plain : new Refusal(IdentifierErrors.DocumentForm);
    }

    private static Result<string> ResidencePermit(string number, DateOnly today, params ReadOnlySpan<string> regions)
    {
        if (!CitizenNumber.HasForm(number))
            return new Refusal(IdentifierErrors.DocumentForm);
        foreach (var region in regions)
        {
            if (number.StartsWith(region, StringComparison.Ordinal))
                return CitizenNumber.FaultOf(number, today) is { } fault ? new Refusal(fault) : number;
        }

        return new Refusal(IdentifierErrors.DocumentRegion);
    }

    // Old card: country of three letters and twelve digits. Since 2023-12-01: 9, province, numeric country, birth, sequence, check.
    private static Result<string> ForeignPermanentResident(string number, DateOnly today)
    {
        if (number.Length == 15)
        {
            return number.AsSpan(0, 3).IndexOfAnyExceptInRange('A', 'Z') < 0 && TypedText.AllDigits(number.AsSpan(3))
                ? number
                : new Refusal(IdentifierErrors.DocumentForm);
        }

        if (!CitizenNumber.HasForm(number) || number[0] != '9')
            return new Refusal(IdentifierErrors.DocumentForm);
        return CitizenNumber.FaultOf(number, today) is { } fault ? new Refusal(fault) : number;
    }

    private static Result<string> Passport(string number) =>
        number.Length is >= 5 and <= 17 && TypedText.AllDigitsOrLetters(number) ? number : new Refusal(IdentifierErrors.DocumentForm);
}
