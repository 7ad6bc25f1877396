using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.RichAuthorization;

/// <summary>The parameter <c>authorization_details</c> (RFC 9396 §2): an array of objects, each with a type.</summary>
/// <param name="List">The array.</param>
internal sealed record AskedDetails(JsonElement List)
{
    /// <summary>Name of the parameter, of the claim and of the member.</summary>
    public const string Name = "authorization_details";

    /// <summary>Characters of the whole parameter. What is longer is asked for by scope.</summary>
    public const int MaxLength = 8192;

    /// <summary>Bytes of what one token is given by name, as JSON: with everything else that stands in an access token it stays below what is read again (<see cref="CompactSegments.MaxLength"/>).</summary>
    public const int MaxGiven = 8192;

    private const int MaxObjects = 16;
    private const int MaxMembers = 32;
    private const int MaxDepth = 8;

    /// <summary>What was sent; null: no such array, or one of a size that no honest client sends.</summary>
    public static AskedDetails? Read(string text)
    {
        if (text.Length > MaxLength || StrictJson.Read(Encoding.UTF8.GetBytes(text), JsonValueKind.Array, MaxDepth) is not { } list)
            return null;
        if (list.GetArrayLength() is 0 or > MaxObjects)
            return null;
        foreach (var one in list.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Object || one.GetPropertyCount() > MaxMembers || StrictJson.Text(one, "type") is null)
                return null;
        }

        return new AskedDetails(list);
    }

    /// <summary>Those of one type; null list: none.</summary>
    public static ImmutableArray<JsonElement> OfType(JsonElement? list, string type)
    {
        if (list is not { ValueKind: JsonValueKind.Array } all)
            return [];
        var found = ImmutableArray.CreateBuilder<JsonElement>();
        foreach (var one in all.EnumerateArray())
        {
            if (one.ValueKind == JsonValueKind.Object && one.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String && named.ValueEquals(type))
                found.Add(one);
        }

        return found.DrainToImmutable();
    }
}
