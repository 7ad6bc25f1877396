namespace JsHrss.Accounts.Identifiers;

/// <summary>A document as every part of the system passes it on: type, number, and the form in which it was printed.</summary>
public sealed record IdentityDocument
{
    private IdentityDocument(IdDocumentType type, IdNumber number, string printed, string? country) =>
        (Type, Number, Printed, Country) = (type, number, printed, country);

    /// <summary>Which kind.</summary>
    public IdDocumentType Type { get; }

    /// <summary>Canonical: what persons are matched by.</summary>
    public IdNumber Number { get; }

    /// <summary>As printed, upper case, without spaces; renewal digits included.</summary>
    public string Printed { get; }

    /// <summary>A passport's issuing country (ISO 3166-1 alpha-3): numbers of two countries may be alike. Null for every other type.</summary>
    public string? Country { get; }

    /// <summary>Unique for a document; two persons never share it. Sign-in, where nobody types a country or type, looks up <see cref="Number"/> instead.</summary>
    public string UniqueKey => Country is null ? $"{Type.Code()}:{Number.Value}" : $"{Type.Code()}:{Country}:{Number.Value}";

    /// <summary>Date of birth, where the number tells it.</summary>
    public DateOnly? BirthDate => TellsBirth ? CitizenNumber.BirthOf(Number.Value) : null;

    /// <summary>Gender, where the number tells it; not for foreigners' numbers.</summary>
    public Gender? Gender => TellsBirth && Type != IdDocumentType.ForeignPermanentResidentCard ? CitizenNumber.GenderOf(Number.Value) : null;

    private bool TellsBirth => Number.Value.Length == CitizenNumber.Length && Type != IdDocumentType.ForeignPassport;

    /// <summary>Reads what was typed for a document type. Numbers of 15 digits are refused here (<see cref="ReadLegacy"/>).</summary>
    /// <param name="type">The chosen type.</param>
    /// <param name="text">As typed.</param>
    /// <param name="today">Today in China: nobody is born later.</param>
    /// <param name="country">Issuing country of a passport.</param>
    public static Result<IdentityDocument> Read(IdDocumentType type, string? text, DateOnly today, string? country = null)
    {
        if (TypedText.Squeeze(text) is not { } printed)
            return new Refusal(IdentifierErrors.Missing);
        var canonical = IdNumberForms.Canonical(type, printed, today);
        if (!canonical.IsOk)
            return new Refusal(canonical.Code!);
        if (type != IdDocumentType.ForeignPassport)
            return new IdentityDocument(type, new IdNumber(canonical.Value), printed, null);
        return TypedText.Squeeze(country) is { Length: 3 } issuer && issuer.All(char.IsAsciiLetterUpper)
            ? new IdentityDocument(type, new IdNumber(canonical.Value), printed, issuer)
            : new Refusal(IdentifierErrors.PassportCountry);
    }

    /// <summary>Reads a resident's number of 15 or 18 digits; only for matching accounts of older halls. The canonical form has 18.</summary>
    public static Result<IdentityDocument> ReadLegacy(string? text, DateOnly today) =>
        Read(IdDocumentType.ResidentIdentityCard, TypedText.Squeeze(text) is { } typed ? CitizenNumber.FromLegacy(typed) ?? typed : null, today);

    /// <summary>As stored; for Storage only.</summary>
    public static IdentityDocument Restore(IdDocumentType type, string number, string printed, string? country) => new(type, new IdNumber(number), printed, country);

    /// <summary>Masked.</summary>
    public override string ToString() => $"{Type.Code()} {Number}";
}
