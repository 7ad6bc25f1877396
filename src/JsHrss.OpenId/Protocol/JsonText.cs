using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace JsHrss.OpenId.Protocol;

/// <summary>Writes small JSON documents into buffers that are used again.</summary>
internal static class JsonText
{
    // None of these documents is ever put into HTML; Chinese text stays readable and short.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    /// <summary>Writes one document and hands its bytes to <paramref name="use"/>; they are gone afterwards.</summary>
    public static TResult Write<TState, TResult>(TState state, Action<Utf8JsonWriter, TState> write, Func<ReadOnlySpan<byte>, TState, TResult> use)
        where TResult : class
    {
        var buffer = s_buffer ?? new ArrayBufferWriter<byte>(1024);
        var writer = s_writer ?? new Utf8JsonWriter(buffer, Relaxed);
        // Taken while in use, so that a document written inside another one gets a buffer of its own.
        (s_buffer, s_writer) = (null, null);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, state);
        writer.Flush();
        var result = use(buffer.WrittenSpan, state);
        if (buffer.Capacity <= 64 * 1024)
            (s_buffer, s_writer) = (buffer, writer);
        return result;
    }

    /// <summary>Writes one document.</summary>
    public static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write) =>
        Write(state, write, static (document, _) => document.ToArray());
}
