using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Token;

namespace JsHrss.OpenId.RichAuthorization;

/// <summary>What is given of rich authorization requests: for every token, introspection and userinfo answer by the standing as just read, never more than was granted (RFC 9396 §6, §7, §9).</summary>
internal sealed class DetailsDesk(DetailTypes types, AudienceChoice audiences, TimeProvider clock)
{
    /// <summary>For a token that is due.</summary>
    /// <param name="request">Whose <c>authorization_details</c>, if there are any, decide (§7).</param>
    /// <param name="served">The grant.</param>
    /// <param name="scopes">Scope of the token.</param>
    /// <param name="audience">Its audience.</param>
    public Attempt<TokenDetails> Decide(TokenRequest request, JudgedGrant served, ImmutableArray<string> scopes, string audience)
    {
        var (client, grant) = (request.Client, served.Grant);
        if (request.Form[AskedDetails.Name] is not { } text)
            return Bounded(new TokenDetails(scopes, Give(client, grant, served.Standing, audience, scopes, grant.Entitlement.AuthorizationDetails)));
        if (types.Read(text, client).Failed(out var breach, out var asked))
            return breach;
        var narrowed = new List<JsonElement>();
        foreach (var one in asked.List.EnumerateArray())
        {
            var type = types.Of(one);
            if (type.Narrow(types.Allowed(type, grant.ScopesFor(client), grant.Entitlement.AuthorizationDetails, client), one) is not { } part)
                return DetailTypes.Invalid("The details go beyond what was granted.");
            narrowed.AddRange(part);
        }

        // §7: the request determines the details. A scope that stands for all of them would undo that, unless the request itself names it.
        var scope = request.Form["scope"] is null ? scopes.RemoveAll(one => types.All.Any(type => type.Scope == one)) : scopes;
        return Give(client, grant, served.Standing, audience, scope, ListOf(narrowed, static (one, json) => one.WriteTo(json))) is { } given && given.GetArrayLength() > 0
            ? Bounded(new TokenDetails(scope, given))
            : DetailTypes.Invalid("None of these details can be given now.");
    }

    /// <summary>What a token means now: never more than when it was issued. Null: it says nothing of details.</summary>
    public JsonElement? Of(AccessToken token, Client client, Grant grant, IStanding standing) =>
        Give(client, grant, standing, token.Audience, token.Scopes, token.AuthorizationDetails);

    /// <summary>What a grant means now, whatever the audience.</summary>
    public JsonElement? Of(Client client, Grant grant, IStanding standing) =>
        Give(client, grant, standing, null, grant.ScopesFor(client), grant.Entitlement.AuthorizationDetails);

    /// <summary>Whether nothing of what is asked one by one can be given.</summary>
    public bool GivesNothing(Client client, Grant proposed, IStanding standing) =>
        !(Give(client, proposed, standing, null, [], proposed.Entitlement.AuthorizationDetails) is { } given && given.GetArrayLength() > 0);

    /// <summary>Whether a token of this grant would be given more by name than a token carries, whichever of its audiences it is for (§5).</summary>
    public bool GivesTooMuch(Client client, Grant proposed, IStanding standing)
    {
        var scopes = proposed.ScopesFor(client);
        return audiences.Of(client, proposed).Any(audience => IsTooMuch(Give(client, proposed, standing, audience, scopes, proposed.Entitlement.AuthorizationDetails), scopes));
    }

    /// <summary>Whether an earlier consent holds all of these.</summary>
    public bool IsCovered(JsonElement? asked, Consent consent, Client client)
    {
        if (types.WrittenOut(asked) is not { } list)
            return true;
        foreach (var one in list.EnumerateArray())
        {
            var type = types.Of(one);
            if (!type.Covers(types.Allowed(type, consent.Scopes, consent.AuthorizationDetails, client), one))
                return false;
        }

        return true;
    }

    /// <summary>What must be remembered of what a token said; null: its scope stands for all of it.</summary>
    public JsonElement? ToRemember(JsonElement? said, ImmutableArray<string> scopes) =>
        said is not null && types.All.Any(type => !DetailTypes.IsShorthand(type, scopes) && !AskedDetails.OfType(said, type.Type).IsEmpty) ? said : null;

    /// <summary>What is named must stand in the token, since it may be less than the grant; what a scope stands for is worked out anew wherever it is asked, and may be left out.</summary>
    private Attempt<TokenDetails> Bounded(TokenDetails due) => IsTooMuch(due.Given, due.Scopes)
        ? DetailTypes.Invalid($"The details are longer than an access token carries, {AskedDetails.MaxGiven} bytes: name fewer.")
        : due;

    private bool IsTooMuch(JsonElement? given, ImmutableArray<string> scopes) =>
        ToRemember(given, scopes) is { } named && JsonMarshal.GetRawUtf8Value(named).Length > AskedDetails.MaxGiven;

    private JsonElement? Give(Client client, Grant grant, IStanding standing, string? audience, ImmutableArray<string> scopes, JsonElement? details)
    {
        List<JsonObject>? given = null;
        foreach (var type in types.All)
        {
            var asked = types.Allowed(type, scopes, details, client);
            if (!asked.IsEmpty && type.Give(new DetailsQuestion(client, grant, standing, asked, audience, clock.GetUtcNow())) is { } some)
                (given ??= []).AddRange(some);
        }

        return given is null ? null : ListOf(given, static (one, json) => one.WriteTo(json));
    }

    private static JsonElement ListOf<T>(List<T> objects, Action<T, Utf8JsonWriter> write) => JsonElement.Parse(JsonText.Write((objects, write), static (json, of) =>
    {
        json.WriteStartArray();
        foreach (var one in of.objects)
            of.write(one, json);
        json.WriteEndArray();
    }));
}
