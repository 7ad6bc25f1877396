using System.Collections.Immutable;
using System.Text.Json;

namespace JsHrss.OpenId.Ports;

/// <summary>What a grant entitles its client to. Written once when the grant is opened; later reads can only narrow it.</summary>
/// <param name="Subject">Whom the grant is about; null for client_credentials.</param>
/// <param name="Context">In which capacity the subject acts; null where the host knows none.</param>
/// <param name="Session">The browser session the grant was given in; null where there was none.</param>
/// <param name="Authentication">How the subject authenticated; null without subject.</param>
/// <param name="Scopes">Granted scope values in the order asked (RFC 6749 §3.3).</param>
/// <param name="Resources">Resource indicators asked for (RFC 8707 §2); empty means the client's default audience.</param>
/// <param name="AuthorizationDetails">Rich authorization request as granted (RFC 9396); null when none was asked.</param>
/// <param name="ClaimsRequest">The whole <c>claims</c> parameter (Core §5.5); null when absent.</param>
/// <param name="Confirmation">The key that tokens of this grant are bound to.</param>
/// <param name="Actor">Another party acting for the subject (RFC 8693 §4.1 <c>act</c>); null normally.</param>
public sealed record Entitlement(
    SubjectId? Subject,
    ContextId? Context,
    SessionId? Session,
    Authentication? Authentication,
    ImmutableArray<string> Scopes,
    ImmutableArray<Uri> Resources,
    JsonElement? AuthorizationDetails,
    JsonElement? ClaimsRequest,
    Confirmation Confirmation,
    SubjectId? Actor);
