namespace JsHrss.IdP.Web;

/// <summary>账户信息 for its page. Null: nobody is signed in who may see it.</summary>
internal interface IAccountDesk
{
    /// <summary>The account as its holder may see it.</summary>
    ValueTask<MyAccountShown?> ShowAsync(HttpContext browser, CancellationToken ct);
}

/// <summary>The account of whoever is signed in.</summary>
/// <param name="MaskedName">姓名.</param>
/// <param name="DocumentType">Code of the document's type.</param>
/// <param name="MaskedNumber">证件号码.</param>
/// <param name="MaskedPhone">移动电话; null: none is bound.</param>
/// <param name="Level">The level that counts now: <c>registered</c>, <c>real_name</c>, <c>real_person</c>.</param>
/// <param name="RealNameAt">When name and number were matched, UTC; null: they were not.</param>
/// <param name="RealPersonAt">When the face, or an officer, last said so, UTC; null: never.</param>
/// <param name="RealPersonBy">Who: a channel's code, <c>counter</c>, or another source's; null: nobody.</param>
/// <param name="RealPersonUntil">Until when that counts, UTC; null: without end, or never.</param>
internal sealed record MyAccountShown(
    string MaskedName,
    string DocumentType,
    string MaskedNumber,
    string? MaskedPhone,
    string Level,
    DateTimeOffset? RealNameAt,
    DateTimeOffset? RealPersonAt,
    string? RealPersonBy,
    DateTimeOffset? RealPersonUntil)
{
    /// <summary>It was a real person's and is one no longer, for want of a fresh check.</summary>
    public bool HasFallen => RealPersonUntil is not null && Level != "real_person";
}
