using System.Text.Json;

namespace JsHrss.OpenId.Protocol;

/// <summary>A JWT's instants (RFC 7519 §2): whole seconds that the calendar knows (case JW-07).</summary>
internal static class NumericDate
{
    private const long LastSecondOfTheCalendar = 253402300799;

    /// <summary>False: the member is there and is no such instant. True with null: it is absent.</summary>
    public static bool TryRead(JsonElement claims, string name, out DateTimeOffset? instant)
    {
        instant = null;
        if (!claims.TryGetProperty(name, out var value))
            return true;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var seconds) || seconds is < 0 or > LastSecondOfTheCalendar)
            return false;
        instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    /// <summary>The instant; null: absent, or none.</summary>
    public static DateTimeOffset? Read(JsonElement claims, string name) => TryRead(claims, name, out var instant) ? instant : null;
}
