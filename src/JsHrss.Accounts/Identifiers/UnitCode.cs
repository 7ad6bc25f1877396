namespace JsHrss.Accounts.Identifiers;

/// <summary>What stands in the field 「统一社会信用代码/单位编号/机构编号」: everything it may mean (R107, domain §1.11).</summary>
/// <param name="CreditCode">The unified social credit code it may be; its check character is not demanded, because units imported from older halls fail it.</param>
/// <param name="UnitNumber">The unit number it may be.</param>
/// <param name="InstitutionNumber">The institution number it may be.</param>
public sealed record UnitCode(UnifiedSocialCreditCode? CreditCode, UnitNumber? UnitNumber, InstitutionNumber? InstitutionNumber)
{
    /// <summary>Whether the text is the form of nothing we know.</summary>
    public bool IsEmpty => CreditCode is null && UnitNumber is null && InstitutionNumber is null;

    /// <summary>Reads what was typed. Never refuses: what fits nothing finds nothing.</summary>
    /// <param name="text">As typed, or a <c>unit_hint</c>.</param>
    /// <param name="kind">Which of the three, once the person was asked; null: any.</param>
    public static UnitCode Read(string? text, UnitCodeKind? kind = null) => new(
        kind is null or UnitCodeKind.CreditCode ? UnifiedSocialCreditCode.ReadForm(text).OrNull : null,
        kind is null or UnitCodeKind.UnitNumber ? Identifiers.UnitNumber.Read(text).OrNull : null,
        kind is null or UnitCodeKind.InstitutionNumber ? Identifiers.InstitutionNumber.Read(text).OrNull : null);

    /// <summary>As what a unit, or an institution of it, is meant; null: another one is. A unit's own codes never mean its institutions, nor the other way round (case UN-19).</summary>
    /// <param name="creditCode">The unit's code.</param>
    /// <param name="unitNumber">The unit's number.</param>
    /// <param name="institution">The institution's number; null: the unit itself.</param>
    public UnitCodeKind? KindOf(UnifiedSocialCreditCode? creditCode, UnitNumber unitNumber, InstitutionNumber? institution)
    {
        if (institution is not null)
            return InstitutionNumber == institution ? UnitCodeKind.InstitutionNumber : null;
        if (CreditCode is not null && CreditCode == creditCode)
            return UnitCodeKind.CreditCode;
        return UnitNumber is not null && UnitNumber == unitNumber ? UnitCodeKind.UnitNumber : null;
    }
}

/// <summary>Which kind of code names a unit or institution.</summary>
public enum UnitCodeKind
{
    /// <summary>统一社会信用代码.</summary>
    CreditCode,

    /// <summary>单位编号.</summary>
    UnitNumber,

    /// <summary>机构编号.</summary>
    InstitutionNumber,
}
