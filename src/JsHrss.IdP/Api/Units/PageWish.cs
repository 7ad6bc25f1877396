using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.IdP.Bridge;

namespace JsHrss.IdP.Api.Units;

/// <summary>Which part of a list of items is wanted. A cursor names the last item that was given; it holds nothing that is not in the list, and opens nothing (case AD-12).</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="After">From after this item on; null: from the first.</param>
internal sealed record PageWish(int Limit, BusinessItemCode? After)
{
    private const int Usual = 100;
    private const int Most = 500;
    private const string Mark = "after:";

    /// <summary>Reads <c>cursor</c> and <c>limit</c>.</summary>
    public static (PageWish? Wish, UnitAnswer? Refusal) Read(string? cursor, string? limit)
    {
        var count = Usual;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > Most))
            return (null, UnitAnswer.Refused(StatusCodes.Status400BadRequest, UnitCodes.Malformed, $"limit must be 1 to {Most}."));
        if (cursor is null)
            return (new PageWish(count, null), null);
        return CodeIn(cursor) is { } after
            ? (new PageWish(count, after), null)
            : (null, UnitAnswer.Refused(StatusCodes.Status400BadRequest, UnitCodes.CursorUnknown, "Send what the page before gave as next."));
    }

    /// <summary>The part of a list that was wished for.</summary>
    public ItemsPage Cut(string role, bool isAll, IEnumerable<ItemMessage> items)
    {
        ImmutableArray<ItemMessage> rest = [.. items.Where(one => After is not { } after || string.CompareOrdinal(one.Code, after.Value) > 0).OrderBy(one => one.Code, StringComparer.Ordinal).Take(Limit + 1)];
        var isMore = rest.Length > Limit;
        return new ItemsPage
        {
            Role = role,
            IsAll = isAll,
            Items = isMore ? rest[..Limit] : rest,
            Next = isMore ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Mark + rest[Limit - 1].Code)) : null,
        };
    }

    private static BusinessItemCode? CodeIn(string cursor)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (cursor.Length > 80 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length))
            return null;
        var text = Encoding.Latin1.GetString(bytes[..length]);
        return text.StartsWith(Mark, StringComparison.Ordinal) && BusinessItemCode.Read(text[Mark.Length..]) is { IsOk: true } code ? code.Value : null;
    }
}
