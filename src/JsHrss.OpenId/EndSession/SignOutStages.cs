using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.EndSession;

/// <summary>A sign-out request whose client and hint have been looked up. Nothing of it is trusted yet.</summary>
/// <param name="Client">The client named, or else the one that the hint was issued to; null: none, or none that is registered.</param>
/// <param name="Hint">An ID token of ours; null: none, or anything else, which counts as none (case JW-17).</param>
/// <param name="Parameters">As sent.</param>
internal sealed record ReadSignOut(Client? Client, HintedToken? Hint, RequestParameters Parameters);

/// <summary>A sign-out request that obeys the rulebook (OpenID Connect RP-Initiated Logout §2).</summary>
/// <param name="Client">Who asks; null: nobody that could be told.</param>
/// <param name="Hint">Whom it is about; null: not said.</param>
/// <param name="ReturnTo">Registered post-logout address with <c>state</c>; null: nowhere.</param>
/// <param name="UiLocales"><c>ui_locales</c> in order of preference.</param>
internal sealed record SignOutRequest(Client? Client, HintedToken? Hint, string? ReturnTo, ImmutableArray<string> UiLocales);

/// <summary>What became of a sign-out request. A closed union.</summary>
internal abstract record SignOutReading
{
    private SignOutReading()
    {
    }

    /// <summary>It may not be obeyed, and nothing is redirected: shown to the person here (RP-Initiated Logout §4).</summary>
    public sealed record Refused(ProtocolError Breach, Client? Client) : SignOutReading;

    /// <summary>It obeys every rule.</summary>
    public sealed record Trusted(SignOutRequest Request) : SignOutReading;
}
