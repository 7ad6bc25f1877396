using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.EndSession;

/// <summary>What the host's sign-out page needs of the engine: what is being asked, and how to do it.</summary>
public interface ISignOuts
{
    /// <summary>What this browser would be signed out of.</summary>
    /// <param name="browser">Asked for its session, and for the sign-out that waits at it.</param>
    /// <param name="handle">The waiting sign-out that a relying party began (RP-Initiated Logout §2); null: the person came by themselves.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <returns>Null when a handle was given that is unknown, expired, done, or another browser's.</returns>
    ValueTask<PendingSignOut?> FindAsync(HttpContext browser, string? handle, CancellationToken ct);

    /// <summary>Ends what the person chose and queues the messages to the relying parties, in one transaction.</summary>
    /// <param name="browser">Whose session ends; its cookie is deleted by the host's port.</param>
    /// <param name="pending">As found.</param>
    /// <param name="reach">How much.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<SignedOut> SignOutAsync(HttpContext browser, PendingSignOut pending, SignOutReach reach, CancellationToken ct);
}

/// <summary>A sign-out that waits for a person's word.</summary>
/// <param name="Handle">Under which it waits; null where no relying party asked.</param>
/// <param name="Session">Who is signed in here; null: nobody.</param>
/// <param name="Client">Which relying party asks; null: none, or one that could not be told for sure.</param>
/// <param name="Context">The context that its hint named; null: none.</param>
/// <param name="OtherContexts">Further contexts of this session in which relying parties take part.</param>
/// <param name="ReturnTo">Registered post-logout address with <c>state</c>; null: nowhere.</param>
public sealed record PendingSignOut(string? Handle, SignedIn? Session, Client? Client, ContextId? Context, ImmutableArray<ContextId> OtherContexts, string? ReturnTo)
{
    /// <summary><c>ui_locales</c> of the request (RP-Initiated Logout §2), as the relying party ordered them; empty: none.</summary>
    public ImmutableArray<string> UiLocales { get; init; } = [];
}

/// <summary>How much a sign-out ends.</summary>
public enum SignOutReach
{
    /// <summary>One context of this browser's session; other contexts stay.</summary>
    Context,

    /// <summary>This browser's session.</summary>
    Browser,

    /// <summary>Every session of the person, and grants with <c>offline_access</c> too.</summary>
    Everywhere,
}

/// <summary>What is left to do in the browser after a sign-out.</summary>
/// <param name="ReturnTo">Where the relying party wants the person back; null: nowhere.</param>
/// <param name="FrontchannelUris">Addresses to load in hidden frames (Front-Channel Logout §2); empty normally.</param>
public sealed record SignedOut(string? ReturnTo, ImmutableArray<string> FrontchannelUris)
{
    /// <summary>How much ended, so that the page says neither more nor less.</summary>
    public SignOutReach Reach { get; init; } = SignOutReach.Browser;

    /// <summary>Which relying party asked, by whose name the way back is called; null: none.</summary>
    public Client? Client { get; init; }
}
