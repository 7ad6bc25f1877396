using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace JsHrss.IdP.Tracing;

/// <summary>Spans as an OTLP trace request in JSON: ids in hexadecimal, times in nanoseconds as strings, enumerations as numbers.</summary>
internal static class OtlpJson
{
    private const int NanosecondsPerTick = 100;
    private const int ServerKind = 2;
    private const int Failed = 2;

    public static ReadOnlyMemory<byte> Write(IReadOnlyCollection<Activity> spans, string node, string version)
    {
        var buffer = new ArrayBufferWriter<byte>(512 * spans.Count);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans"u8);
            json.WriteStartObject();
            json.WriteStartObject("resource"u8);
            json.WriteStartArray("attributes"u8);
            Attribute(json, "service.name", "jshrss-idp");
            Attribute(json, "service.version", version);
            Attribute(json, "service.instance.id", node);
            Attribute(json, "host.name", node);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans"u8);
            json.WriteStartObject();
            json.WriteStartObject("scope"u8);
            json.WriteString("name"u8, "JsHrss.IdP"u8);
            json.WriteEndObject();
            json.WriteStartArray("spans"u8);
            foreach (var span in spans)
                Span(json, span);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Span(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteString("traceId"u8, span.TraceId.ToHexString());
        json.WriteString("spanId"u8, span.SpanId.ToHexString());
        if (span.ParentSpanId != default)
            json.WriteString("parentSpanId"u8, span.ParentSpanId.ToHexString());
        json.WriteString("name"u8, span.DisplayName);
        json.WriteNumber("kind"u8, ServerKind);
        json.WriteString("startTimeUnixNano"u8, Nanoseconds(span.StartTimeUtc));
        json.WriteString("endTimeUnixNano"u8, Nanoseconds(span.StartTimeUtc + span.Duration));
        json.WriteStartArray("attributes"u8);
        foreach (var name in SpanTags.All)
        {
            if (span.GetTagItem(name) is { } value)
                Attribute(json, name, value);
        }

        json.WriteEndArray();
        json.WriteStartObject("status"u8);
        if (span.Status == ActivityStatusCode.Error)
            json.WriteNumber("code"u8, Failed);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Attribute(Utf8JsonWriter json, string name, object value)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, name);
        json.WriteStartObject("value"u8);
        // 64-bit numbers are strings in the JSON of protocol buffers.
        if (value is int or long)
            json.WriteString("intValue"u8, Convert.ToString(value, CultureInfo.InvariantCulture));
        else
            json.WriteString("stringValue"u8, Convert.ToString(value, CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Nanoseconds(DateTime at) => ((at - DateTime.UnixEpoch).Ticks * NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
