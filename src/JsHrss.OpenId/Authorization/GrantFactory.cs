using JsHrss.OpenId.Ports;
using JsHrss.OpenId.RichAuthorization;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>Writes down what a person gives a client.</summary>
internal sealed class GrantFactory(DetailTypes details, IOptions<OpenIdProviderOptions> options)
{
    private readonly OpenIdProviderOptions _options = options.Value;

    /// <remarks>
    /// Without <c>offline_access</c> the grant ends with its session; with it, it survives sign-out (OpenID Connect Core §11) and has
    /// an absolute end of its own. A client without the refresh grant has no idle end: nothing is ever refreshed. A third party is granted what its person read:
    /// an item that takes further actions later gives it none of them (RFC 9396 §3).
    /// </remarks>
    public Grant Create(AuthorizationRequest request, SignedIn session, ContextId context, Authentication authentication, DateTimeOffset now)
    {
        var offline = request.Scopes.Contains("offline_access", StringComparer.Ordinal);
        var refreshes = request.Client.GrantTypes.Contains("refresh_token", StringComparer.Ordinal);
        var endsAt = offline ? now + _options.OfflineAbsolute : session.AbsoluteUntil;
        var idleUntil = now + (offline ? _options.OfflineRefreshIdle : _options.RefreshIdle);
        var entitlement = new Entitlement(
            session.Subject,
            context,
            session.Id,
            authentication,
            request.Scopes,
            request.Resources,
            request.Client.FirstParty ? request.AuthorizationDetails : details.WrittenOut(request.AuthorizationDetails),
            request.Claims,
            Confirmation.None,
            Actor: null);
        return new Grant(
            new GrantId(Guid.CreateVersion7(now)),
            Parent: null,
            request.Client.Id,
            entitlement,
            now,
            refreshes ? (idleUntil < endsAt ? idleUntil : endsAt) : null,
            endsAt,
            offline,
            EndedBecause: null);
    }
}
