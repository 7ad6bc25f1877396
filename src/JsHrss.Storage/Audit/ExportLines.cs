using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>How seals and facts stand in files: one JSON object a line, names as the columns are called, bytes in hexadecimal, keys as UUIDs, times in Unix milliseconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(HexBytes)], UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AuditSealRow))]
[JsonSerializable(typeof(AuditFactRow))]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class ExportLines : JsonSerializerContext
{
    /// <summary>Reads a file line by line.</summary>
    /// <exception cref="InvalidOperationException">A line is not what it should be.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken ct)
    {
        using var file = new StreamReader(path);
        var number = 0;
        while (await file.ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            number++;
            T? read;
            try
            {
                read = JsonSerializer.Deserialize(line, type);
            }
            catch (JsonException)
            {
                read = default;
            }

            yield return read ?? throw new InvalidOperationException($"{path}: line {number} is not what an export wrote there.");
        }
    }
}

/// <summary>Bytes as lower-case hexadecimal, as they are printed elsewhere.</summary>
internal sealed class HexBytes : JsonConverter<byte[]>
{
    public override byte[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.GetString() is { } text ? Convert.FromHexString(text) : null;
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException)
        {
            throw new JsonException("Not hexadecimal.", wrong);
        }
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Convert.ToHexStringLower(value));
}
