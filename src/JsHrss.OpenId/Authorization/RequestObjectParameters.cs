using System.Buffers;
using System.Text;
using System.Text.Json;

namespace JsHrss.OpenId.Authorization;

/// <summary>The claims of a request object as request parameters (RFC 9101 §4): text as it is, numbers and objects as JSON text.</summary>
internal static class RequestObjectParameters
{
    /// <summary>They speak about the JWT, not about the request (RFC 7519 §4.1).</summary>
    private static readonly SearchValues<string> AboutTheJwt = SearchValues.Create(["iss", "aud", "exp", "nbf", "iat", "jti", "sub"], StringComparison.Ordinal);

    /// <summary>Null: one of them has no such form, or would not survive being kept and read again.</summary>
    public static RequestParameters? Of(JsonElement claims)
    {
        var encoded = new StringBuilder();
        foreach (var claim in claims.EnumerateObject())
        {
            if (AboutTheJwt.Contains(claim.Name) || claim.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (claim.Name == "resource" && claim.Value.ValueKind == JsonValueKind.Array)
            {
                // The one parameter that may be repeated (RFC 8707 §2) is a list inside of JSON.
                foreach (var one in claim.Value.EnumerateArray())
                    Append(encoded, claim.Name, one);
            }
            else
            {
                Append(encoded, claim.Name, claim.Value);
            }
        }

        // The same reader as for a query: its bounds on number, names and characters hold inside too.
        return RequestParameters.Parse(Encoding.UTF8.GetBytes(encoded.ToString())).Failed(out _, out var parameters) ? null : parameters;
    }

    private static void Append(StringBuilder encoded, string name, JsonElement value)
    {
        // Written anew: line breaks between the members of an object are no part of what it says.
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value);
        encoded.Append(encoded.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(text));
    }
}
