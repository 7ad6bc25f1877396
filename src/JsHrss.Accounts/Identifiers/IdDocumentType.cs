namespace JsHrss.Accounts.Identifiers;

/// <summary>证件类型. The numbers are stored and never change.</summary>
public enum IdDocumentType
{
    /// <summary>居民身份证, code <c>ID</c>.</summary>
    ResidentIdentityCard = 1,

    /// <summary>港澳居民来往内地通行证, code <c>HMP</c>.</summary>
    HongKongMacaoPermit = 2,

    /// <summary>台湾居民来往大陆通行证, code <c>TWP</c>.</summary>
    TaiwanPermit = 3,

    /// <summary>港澳居民居住证, code <c>HMR</c>.</summary>
    HongKongMacaoResidencePermit = 4,

    /// <summary>台湾居民居住证, code <c>TWR</c>.</summary>
    TaiwanResidencePermit = 5,

    /// <summary>外国人永久居留身份证, code <c>FPR</c>.</summary>
    ForeignPermanentResidentCard = 6,

    /// <summary>外国人护照, code <c>PPF</c>.</summary>
    ForeignPassport = 7,
}

/// <summary>The codes of document types.</summary>
public static class IdDocumentTypes
{
    /// <summary>All types, as pages list them.</summary>
    public static IReadOnlyList<IdDocumentType> All { get; } = Enum.GetValues<IdDocumentType>();

    /// <summary>The type's code, for instance <c>HMP</c>.</summary>
    public static string Code(this IdDocumentType type) => type switch
    {
        IdDocumentType.ResidentIdentityCard => "ID",
        IdDocumentType.HongKongMacaoPermit => "HMP",
        IdDocumentType.TaiwanPermit => "TWP",
        IdDocumentType.HongKongMacaoResidencePermit => "HMR",
        IdDocumentType.TaiwanResidencePermit => "TWR",
        IdDocumentType.ForeignPermanentResidentCard => "FPR",
        IdDocumentType.ForeignPassport => "PPF",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The type of a code.</summary>
    public static Result<IdDocumentType> Read(string? code)
    {
        foreach (var type in All)
        {
            if (type.Code() == code)
                return type;
        }

        return new Refusal(IdentifierErrors.DocumentType);
    }
}
