using System.Collections.Immutable;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Web;

/// <summary>What the pages ask about the contexts (self, units) of the signed-in person in one waiting request.</summary>
internal interface IContextDesk
{
    /// <summary>Everything the chooser shows, in its order: self first, then units; those that cannot be chosen are shown with their reason. Empty: nobody is signed in.</summary>
    ValueTask<ImmutableArray<ContextOption>> ChooserAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct);

    /// <summary>The one context this request is settled on, or waits for a proof of (chosen, or named by <c>unit_hint</c>). Null: none in particular, or the person signed in has no part in it.</summary>
    ValueTask<ContextOption?> WantedAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct);

    /// <summary>These contexts of the person signed in, as pages call them; those the person has no part in any more are left out.</summary>
    ValueTask<ImmutableArray<ContextOption>> NamedAsync(HttpContext browser, ImmutableArray<ContextId> contexts, CancellationToken ct);
}

/// <summary>One capacity the person may act in.</summary>
/// <param name="Context">What the chooser posts.</param>
/// <param name="IsSelf">For oneself; otherwise for a unit.</param>
/// <param name="Name">The unit's full name, with the institution's where it is one; for self the masked name.</param>
/// <param name="Role"><c>legal_representative</c>, <c>administrator</c> or <c>agent</c>; null for self.</param>
/// <param name="Items">How many business items; null: all.</param>
/// <param name="Until">Last day of the mandate, in China; null: without end.</param>
/// <param name="State">Whether it can be chosen.</param>
/// <param name="Reason">Why it is closed: stable code, text <c>Closed.{code}</c> of the chooser texts; null unless closed.</param>
internal sealed record ContextOption(ContextId Context, bool IsSelf, string Name, string? Role, int? Items, DateOnly? Until, ContextState State, string? Reason)
{
    /// <summary>The unit's or institution's number, as the unit form takes it; null for self.</summary>
    public string? Number { get; init; }
}

/// <summary>Whether a context can be chosen.</summary>
internal enum ContextState
{
    /// <summary>This session's proofs open it.</summary>
    Open,

    /// <summary>It can be chosen; the password that opens it will be asked for next.</summary>
    ProofMissing,

    /// <summary>It cannot be served, whatever is proven.</summary>
    Closed,
}
