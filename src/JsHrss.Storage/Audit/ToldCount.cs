using System.Globalization;
using System.Text.Json;

namespace JsHrss.Storage.Audit;

/// <summary>A number that a fact of the audit's own tells in its detail.</summary>
internal static class ToldCount
{
    public static byte[] Write(params (string Name, long Number)[] told) => JsonSerializer.SerializeToUtf8Bytes(
        told.ToDictionary(one => one.Name, one => one.Number.ToString(CultureInfo.InvariantCulture)));

    public static long Read(byte[]? detail, string name)
    {
        if (detail is null)
            return 0;
        using var json = JsonDocument.Parse(detail);
        return json.RootElement.TryGetProperty(name, out var told) && long.TryParse(told.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
