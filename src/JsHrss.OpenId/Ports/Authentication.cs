using System.Collections.Immutable;

namespace JsHrss.OpenId.Ports;

/// <summary>How and when the subject proved who they are; frozen into the grant at sign-in (OpenID Connect Core §12.2: a refresh never changes it).</summary>
/// <param name="Acr">Authentication context class reached (Core §2 <c>acr</c>).</param>
/// <param name="Amr">Methods used, values of RFC 8176, sorted and without repetition.</param>
/// <param name="At">When the End-User was last actively authenticated (<c>auth_time</c>), UTC.</param>
/// <param name="Idp">Which way in was used; private claim <c>idp</c>.</param>
public sealed record Authentication(string Acr, ImmutableArray<string> Amr, DateTimeOffset At, string? Idp)
{
    /// <summary>When the subject last gave a proof that the host counts for its own weightiest acts, UTC; null: none did. The host's word alone: the engine keeps it with the grant, tells it to nobody and decides nothing by it.</summary>
    public DateTimeOffset? StrongAt { get; init; }
}
