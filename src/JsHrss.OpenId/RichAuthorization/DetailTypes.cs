using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.RichAuthorization;

/// <summary>The types that the host registered, and what a request may name of them (RFC 9396 §5).</summary>
internal sealed class DetailTypes
{
    private readonly FrozenDictionary<string, IAuthorizationDetailsType> _types;
    private readonly FrozenDictionary<string, ImmutableArray<JsonElement>> _whole;

    public DetailTypes(IEnumerable<IAuthorizationDetailsType> types)
    {
        All = [.. types.OrderBy(type => type.Type, StringComparer.Ordinal)];
        _types = All.ToFrozenDictionary(type => type.Type, StringComparer.Ordinal);
        _whole = All.ToFrozenDictionary(type => type.Type, type => ImmutableArray.Create(Whole(type.Type)), StringComparer.Ordinal);
    }

    /// <summary>In one order everywhere.</summary>
    public ImmutableArray<IAuthorizationDetailsType> All { get; }

    public IAuthorizationDetailsType Of(JsonElement detail) => _types[detail.GetProperty("type").GetString()!];

    /// <summary>Whether one of these scopes stands for everything of a type.</summary>
    public static bool IsShorthand(IAuthorizationDetailsType type, ImmutableArray<string> scopes) => type.Scope is { } scope && scopes.Contains(scope, StringComparer.Ordinal);

    /// <summary>What is allowed of a type: everything by its scope, else what is named.</summary>
    /// <param name="type">Which.</param>
    /// <param name="scopes">Scopes allowed.</param>
    /// <param name="details">Objects allowed; null: none.</param>
    /// <param name="client">Objects count only while it is registered for the type.</param>
    public ImmutableArray<JsonElement> Allowed(IAuthorizationDetailsType type, ImmutableArray<string> scopes, JsonElement? details, Client client)
    {
        if (IsShorthand(type, scopes))
            return _whole[type.Type];
        return details is not null && client.AuthorizationDetailsTypes.Contains(type.Type, StringComparer.Ordinal) ? AskedDetails.OfType(details, type.Type) : [];
    }

    /// <summary>What was sent, each object known and without fault.</summary>
    /// <param name="text">The parameter.</param>
    /// <param name="client">Who sent it.</param>
    public Attempt<AskedDetails> Read(string text, Client client)
    {
        if (AskedDetails.Read(text) is not { } asked)
            return Invalid("authorization_details must be a JSON array of a few objects, each with a type.");
        foreach (var one in asked.List.EnumerateArray())
        {
            var name = StrictJson.Text(one, "type")!;
            if (!_types.TryGetValue(name, out var type) || !client.AuthorizationDetailsTypes.Contains(name, StringComparer.Ordinal))
                return Invalid("An authorization details type is unknown or not registered for this client.");
            if (type.FaultOf(one, client) is { } fault)
                return Invalid($"An object of authorization_details is wrong: {fault}.");
        }

        return asked;
    }

    /// <summary>As a person who is asked reads it; null: nothing was asked.</summary>
    public JsonElement? WrittenOut(JsonElement? asked) => asked is not { } list ? null : JsonElement.Parse(JsonText.Write((Asked: list, Types: this), static (json, of) =>
    {
        json.WriteStartArray();
        foreach (var one in of.Asked.EnumerateArray())
        {
            foreach (var part in of.Types.Of(one).WriteOut(one))
                part.WriteTo(json);
        }

        json.WriteEndArray();
    }));

    private static JsonElement Whole(string type) => JsonElement.Parse(JsonText.Write(type, static (json, name) =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, name);
        json.WriteEndObject();
    }));

    public static ProtocolError Invalid(string forClient) => new("invalid_authorization_details", forClient, forClient);
}
