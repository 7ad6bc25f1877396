using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>The errors of this endpoint that come from people and sessions rather than from rules.</summary>
internal static class AuthorizationErrors
{
    /// <summary>Shown here: the kept request is unknown, expired, answered, or another browser's. All alike, so that a guess learns nothing.</summary>
    public static ProtocolError InteractionGone { get; } =
        new("interaction_gone", "This sign-in is over or was begun in another browser.", "The interaction is unknown, expired, answered, or another browser's.");

    /// <summary>What the client is told instead of a page (OpenID Connect Core §3.1.2.6, Unmet Authentication Requirements §1).</summary>
    public static ProtocolError From(InteractionNeed need) => new(
        need.Error,
        need.Error switch
        {
            "login_required" => "The End-User must sign in.",
            "consent_required" => "The End-User must give consent.",
            "account_selection_required" => "The End-User must select an account.",
            "interaction_required" => "The End-User must take a further step.",
            "unmet_authentication_requirements" => "The authentication requirements cannot be met.",
            _ => "The request was denied.",
        },
        need.Reason);
}
