using System.Collections.Immutable;

namespace JsHrss.IdP.Web;

/// <summary>已启用的手机: the enrolled phones of the person who is signed in, for the account page. Every answer of null: nobody is signed in for themselves.</summary>
internal interface IMyPhones
{
    /// <summary>All of them, oldest first.</summary>
    ValueTask<ImmutableArray<MyPhone>?> ListAsync(HttpContext browser, CancellationToken ct);

    /// <summary>Ends one, and what stands on it: it may be this very session.</summary>
    ValueTask<PasskeyChange?> EndAsync(HttpContext browser, string? id, CancellationToken ct);
}

/// <summary>One of them.</summary>
/// <param name="Id">As it stands in addresses.</param>
/// <param name="Number">Counted from 1, oldest first.</param>
/// <param name="EnrolledAt">UTC.</param>
/// <param name="UsedAt">UTC; null: never yet.</param>
internal sealed record MyPhone(string Id, int Number, DateTimeOffset EnrolledAt, DateTimeOffset? UsedAt);
