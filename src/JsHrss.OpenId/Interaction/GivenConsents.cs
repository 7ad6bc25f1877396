using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Interaction;

/// <summary>Whether what a client asks for needs no new consent: it is the department's own, or the person allowed all of it before, in this context (OpenID Connect Core §3.1.2.4).</summary>
internal sealed class GivenConsents(IConsents consents, DetailsDesk desk)
{
    /// <summary>One look at the store, for third parties only.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="subject">Of whom.</param>
    /// <param name="context">In which context.</param>
    /// <param name="scopes">Scopes asked for.</param>
    /// <param name="claims">The whole <c>claims</c> parameter; null when absent.</param>
    /// <param name="details">The whole <c>authorization_details</c> parameter; null when absent.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels the read.</param>
    public async ValueTask<bool> HoldAsync(Client client, SubjectId subject, ContextId context, ImmutableArray<string> scopes, JsonElement? claims, JsonElement? details, DateTimeOffset now, CancellationToken ct) =>
        client.FirstParty
        || (await consents.FindAsync(subject, client.Id, context, ct).ConfigureAwait(false) is { } consent
            && consent.Until > now
            && Covers(consent.Scopes, scopes)
            && Covers(consent.Claims, ClaimsParameter.Names(claims))
            && desk.IsCovered(details, consent, client));

    private static bool Covers(ImmutableArray<string> given, ImmutableArray<string> asked)
    {
        foreach (var one in asked)
        {
            if (!given.Contains(one, StringComparer.Ordinal))
                return false;
        }

        return true;
    }
}
