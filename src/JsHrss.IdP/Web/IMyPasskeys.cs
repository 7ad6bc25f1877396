using System.Collections.Immutable;

namespace JsHrss.IdP.Web;

/// <summary>The passkeys of the person who is signed in, for the account page. Every answer of null: nobody is signed in for themselves.</summary>
internal interface IMyPasskeys
{
    /// <summary>All of them, and whether they may be changed now.</summary>
    ValueTask<MyPasskeys?> ListAsync(HttpContext browser, CancellationToken ct);

    /// <summary>What the browser needs to make one, as JSON: a ticket to send back, and options for <c>navigator.credentials.create</c>.</summary>
    ValueTask<string?> QuestionAsync(HttpContext browser, CancellationToken ct);

    /// <summary>Adds one.</summary>
    ValueTask<PasskeyChange?> EnrolAsync(HttpContext browser, PasskeyAnswer answer, string name, CancellationToken ct);

    /// <summary>Renames one.</summary>
    ValueTask<PasskeyChange?> RenameAsync(HttpContext browser, string? id, string? name, CancellationToken ct);

    /// <summary>Binds one to the real person.</summary>
    ValueTask<PasskeyChange?> BindAsync(HttpContext browser, string? id, CancellationToken ct);

    /// <summary>Removes one, and what stands on it: it may be this very session.</summary>
    ValueTask<PasskeyChange?> RemoveAsync(HttpContext browser, string? id, CancellationToken ct);
}

/// <summary>What became of a change.</summary>
/// <param name="Refusal">Stable code; null: done.</param>
internal sealed record PasskeyChange(string? Refusal);

/// <summary>A person's passkeys.</summary>
/// <param name="All">Oldest first.</param>
/// <param name="Most">So many one may have.</param>
/// <param name="Barrier">Why none may be added or removed now, a stable code; null: they may.</param>
internal sealed record MyPasskeys(ImmutableArray<MyPasskey> All, int Most, string? Barrier)
{
    public bool IsFull => All.Length >= Most;

    /// <summary>The person has a key that is bound to them, so that only such a one carries a change; else the password or any passkey does.</summary>
    public bool HasBoundKey { get; init; }

    /// <summary>The session carries what binds a passkey to the real person now.</summary>
    public bool CanBind { get; init; }
}

/// <summary>One of them.</summary>
/// <param name="Id">As it stands in addresses.</param>
/// <param name="Name">As the person calls it.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="LastUsedAt">UTC; null: never.</param>
/// <param name="IsShared">It may be copied to the person's other devices.</param>
/// <param name="IsBound">It is bound to the real person; else it opens oneself alone.</param>
internal sealed record MyPasskey(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool IsShared, bool IsBound);
