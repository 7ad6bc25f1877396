using JsHrss.Accounts.Identifiers;

namespace JsHrss.Upstreams.Alipay;

/// <summary>Alipay's words for documents (<c>cert_type</c>, domain §1.1). Its list knows no passport: 「暂不支持外国人护照」.</summary>
internal static class CertTypes
{
    /// <summary>Alipay's word, or null when it checks no faces for such a document.</summary>
    public static string? Of(IdDocumentType type) => type switch
    {
        IdDocumentType.ResidentIdentityCard => "IDENTITY_CARD",
        IdDocumentType.HongKongMacaoPermit => "HOME_VISIT_PERMIT_HK_MC",
        IdDocumentType.TaiwanPermit => "HOME_VISIT_PERMIT_TAIWAN",
        IdDocumentType.HongKongMacaoResidencePermit => "RESIDENCE_PERMIT_HK_MC",
        IdDocumentType.TaiwanResidencePermit => "RESIDENCE_PERMIT_TAIWAN",
        IdDocumentType.ForeignPermanentResidentCard => "PERMANENT_RESIDENCE_FOREIGNER",
        _ => null,
    };

    /// <summary>The number as Alipay knows it: of a permit as printed, of an identity card always with 18 digits, even when somebody typed the 15 of an old one.</summary>
    public static string NumberOf(IdentityDocument document) =>
        document.Type == IdDocumentType.ResidentIdentityCard ? document.Number.Value : document.Printed;
}
