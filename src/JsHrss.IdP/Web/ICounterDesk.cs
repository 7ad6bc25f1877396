namespace JsHrss.IdP.Web;

/// <summary>Slips for the counter, for the pages (REG-29). Null: nobody is signed in as themselves: a slip names the person, and a unit's password shows nothing of the person's own.</summary>
internal interface ICounterDesk
{
    /// <summary>The slip that the person holds; its <see cref="PrintedSlip.Number"/> is null when they hold none.</summary>
    ValueTask<PrintedSlip?> CurrentAsync(HttpContext browser, CancellationToken ct);

    /// <summary>Gives one, or the one that is held.</summary>
    ValueTask<PrintedSlip?> IssueAsync(HttpContext browser, CancellationToken ct);
}

/// <summary>What stands on a slip.</summary>
/// <param name="Number">As printed; null: there is none yet.</param>
/// <param name="MaskedName">姓名.</param>
/// <param name="DocumentType">Its code.</param>
/// <param name="MaskedNumber">证件号码.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="ValidUntil">UTC.</param>
internal sealed record PrintedSlip(string? Number, string MaskedName, string DocumentType, string MaskedNumber, DateTimeOffset IssuedAt, DateTimeOffset ValidUntil);
