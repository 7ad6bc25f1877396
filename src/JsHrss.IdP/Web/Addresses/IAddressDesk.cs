using System.Collections.Immutable;
using JsHrss.Accounts.Addresses;

namespace JsHrss.IdP.Web.Addresses;

/// <summary>What the pages ask and do about address books: the person's own, or that of a unit the person acts for. A refusal is a stable code.</summary>
internal interface IAddressDesk
{
    /// <summary>Nobody is signed in who may look into the book.</summary>
    const string SignedOut = "signed_out";

    /// <summary>A book, or why it is not told.</summary>
    /// <param name="browser">Whose.</param>
    /// <param name="acting">Key of the membership acted in; null: one's own book.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<(AddressBookShown? Book, string? Refusal)> ListAsync(HttpContext browser, string? acting, CancellationToken ct);

    /// <summary>新增收件地址. Empty: done; else all that is wrong with it.</summary>
    ValueTask<ImmutableArray<string>> AddAsync(HttpContext browser, string? acting, AddressTyped typed, CancellationToken ct);

    /// <summary>修改, over the version that was seen. Empty: done; else all that is wrong with it.</summary>
    ValueTask<ImmutableArray<string>> ChangeAsync(HttpContext browser, string? acting, AddressTarget target, AddressTyped typed, CancellationToken ct);

    /// <summary>设为默认. Null: done.</summary>
    ValueTask<string?> PreferAsync(HttpContext browser, string? acting, string? id, CancellationToken ct);

    /// <summary>删除. Null: done.</summary>
    ValueTask<string?> RemoveAsync(HttpContext browser, string? acting, AddressTarget target, CancellationToken ct);
}

/// <summary>On which address something is done.</summary>
/// <param name="Id">May be hostile.</param>
/// <param name="Version">The version that was seen.</param>
internal sealed record AddressTarget(string? Id, int Version);

/// <summary>A book to be drawn.</summary>
/// <param name="All">The default first, then the oldest first.</param>
/// <param name="Left">So many may be added.</param>
/// <param name="MayChange">Whether whoever looks may change it.</param>
internal sealed record AddressBookShown(ImmutableArray<AddressShown> All, int Left, bool MayChange)
{
    /// <summary>So many a book holds.</summary>
    public int Most => All.Length + Left;

    /// <summary>No more can be added.</summary>
    public bool IsFull => Left == 0;

    /// <summary>An address of this book; null: it has none by this key.</summary>
    public AddressShown? Find(string? id) => All.FirstOrDefault(one => one.Id == id);
}

/// <summary>An address to be drawn. Its holder sees it whole but for the telephone, which only the form shows.</summary>
internal sealed record AddressShown
{
    /// <summary>As it stands in addresses of pages.</summary>
    public required string Id { get; init; }

    /// <summary>To be sent back with a form.</summary>
    public required int Version { get; init; }

    /// <summary>「默认」.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>What is written.</summary>
    public required PostalAddress Address { get; init; }

    /// <summary>Never the address.</summary>
    public override string ToString() => Id;
}
