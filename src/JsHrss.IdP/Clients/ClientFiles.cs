using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace JsHrss.IdP.Clients;

/// <summary>Reads the declared clients from their files. One fault anywhere stops the start; all faults are named at once, by file, client and member.</summary>
internal static class ClientFiles
{
    private const int LargestFile = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>All clients of all files, in order.</summary>
    /// <exception cref="ClientFilesException">With every fault found.</exception>
    public static ImmutableArray<ClientMetadata> Read(IEnumerable<string> files, ClientPolicy policy)
    {
        var faults = new List<string>();
        var clients = ImmutableArray.CreateBuilder<ClientMetadata>();
        foreach (var file in files)
        {
            if (ReadArray(file, faults) is { } array)
                clients.AddRange(ReadClients(file, array, policy, faults));
        }

        faults.AddRange(SharedTraits.Faults(clients, policy));
        return faults.Count == 0 ? clients.ToImmutable() : throw new ClientFilesException(faults);
    }

    private static IEnumerable<ClientMetadata> ReadClients(string file, JsonElement array, ClientPolicy policy, List<string> faults)
    {
        foreach (var (index, element) in array.EnumerateArray().Index())
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                faults.Add($"{file}: client number {index + 1}: must be an object.");
                continue;
            }

            var (client, wrong) = ClientMembers.Read(element, policy);
            var name = client.ClientId is { } id ? Quoted.Text(id) : $"number {index + 1}";
            faults.AddRange(wrong.Select(fault => $"{file}: client {name}: {fault}."));
            yield return client;
        }
    }

    private static JsonElement? ReadArray(string file, List<string> faults)
    {
        JsonElement? Fault(string fault)
        {
            faults.Add($"{file}: {fault}");
            return null;
        }

        try
        {
            if (!File.Exists(file))
                return Fault("the file does not exist; Clients:Files names it.");
            if (new FileInfo(file).Length > LargestFile)
                return Fault($"is larger than {LargestFile} bytes.");
            ReadOnlyMemory<byte> text = File.ReadAllBytes(file);
            if (text.Span.StartsWith(Encoding.UTF8.Preamble))
                text = text[Encoding.UTF8.Preamble.Length..];
            if (!Utf8.IsValid(text.Span))
                return Fault("is not UTF-8 (RFC 8259 section 8.1).");
            ReadEveryText(text.Span);
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.Clone() : Fault("must hold an array of clients.");
        }
        catch (JsonException notJson)
        {
            return Fault($"not valid JSON: {notJson.Message}");
        }
        catch (InvalidOperationException)
        {
            return Fault("holds an escape of half a character (RFC 8259 section 8.2).");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Fault($"cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>The parser lets escapes of half a surrogate pair pass and throws only when the text is asked for; so it is asked for here.</summary>
    private static void ReadEveryText(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = Lenient.CommentHandling, AllowTrailingCommas = Lenient.AllowTrailingCommas });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                reader.GetString();
        }
    }
}

/// <summary>The client files are wrong; the message lists every fault.</summary>
internal sealed class ClientFilesException(IReadOnlyCollection<string> faults)
    : Exception("The declared clients are wrong; nothing was started:" + Environment.NewLine + string.Join(Environment.NewLine, faults))
{
    /// <summary>One sentence each.</summary>
    public IReadOnlyCollection<string> Faults { get; } = faults;
}
