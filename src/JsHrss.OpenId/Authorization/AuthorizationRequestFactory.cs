using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.RichAuthorization;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>Turns a request that obeys the rulebook into what the rest of the engine works with.</summary>
internal sealed class AuthorizationRequestFactory(IdTokenHint hints, IOptions<OpenIdProviderOptions> options)
{
    private const int LocalesRead = 10;

    private readonly OpenIdProviderOptions _options = options.Value;

    public AuthorizationRequest Create(AddressedRequest request)
    {
        var (client, redirectUri, wasSent, sent) = request;
        var hinted = hints.SubjectOf(sent["id_token_hint"], _options.Issuer, client);
        var prompts = SpaceDelimited.Values(sent["prompt"]);
        JsonElement? claims = sent["claims"] is { } text ? ClaimsParameter.Read(text) : null;
        return new AuthorizationRequest
        {
            Client = client,
            RedirectUri = redirectUri,
            RedirectUriWasSent = wasSent,
            ResponseMode = request.ResponseMode,
            Pushed = request.Pushed,
            Device = request.Device,
            State = request.State,
            Nonce = sent["nonce"],
            Scopes = Scopes(client, sent["scope"], prompts),
            CodeChallenge = request.Device is null ? sent["code_challenge"]! : "",
            DpopJkt = sent["dpop_jkt"],
            Prompts = prompts,
            MaxAge = sent["max_age"] is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, NumberStyles.None, CultureInfo.InvariantCulture)) : client.DefaultMaxAge,
            AcrValues = AcrValues(client, sent["acr_values"], claims),
            EssentialAcrValues = ClaimsParameter.EssentialAcrValues(claims),
            Claims = claims,
            Resources = sent["resource"] is null ? [] : [.. sent.All("resource").Distinct(StringComparer.Ordinal).Select(resource => new Uri(resource))],
            AuthorizationDetails = sent[AskedDetails.Name] is { } details ? AskedDetails.Read(details)?.List : null,
            LoginHint = sent["login_hint"],
            Subjects = ClaimsParameter.RequestedSubjects(claims, hinted),
            UiLocales = sent["ui_locales"] is { } locales ? [.. SpaceDelimited.Values(locales).Take(LocalesRead)] : [],
            HostParameters = HostParameters(sent),
        };
    }

    /// <remarks>
    /// OpenID Connect Core §11: offline access is ignored unless the person is asked for consent in this very request; the department's
    /// own clients need no consent page. Without the refresh grant it would mean nothing.
    /// </remarks>
    private static ImmutableArray<string> Scopes(Client client, string? scope, ImmutableArray<string> prompts)
    {
        var asked = SpaceDelimited.Values(scope);
        var offlineAllowed = client.GrantTypes.Contains("refresh_token", StringComparer.Ordinal)
            && (client.FirstParty || prompts.Contains("consent", StringComparer.Ordinal));
        return offlineAllowed ? asked : asked.Remove("offline_access", StringComparer.Ordinal);
    }

    /// <remarks>An <c>acr</c> in claims that is not essential is a wish like <c>acr_values</c>; with both, Core §5.5.1.1 leaves open which counts.</remarks>
    private static ImmutableArray<string> AcrValues(Client client, string? sent, JsonElement? claims)
    {
        if (sent is not null)
            return SpaceDelimited.Values(sent);
        return ClaimsParameter.WishedAcrValues(claims) is { IsEmpty: false } wished ? wished : client.DefaultAcrValues;
    }

    private ImmutableDictionary<string, string> HostParameters(RequestParameters sent)
    {
        var known = ImmutableDictionary<string, string>.Empty;
        foreach (var name in _options.HostParameters)
        {
            if (sent[name] is { } value)
                known = known.Add(name, value);
        }

        return known;
    }
}
