using System.Collections.Immutable;
using System.Text.Json;

namespace JsHrss.IdP.Clients;

/// <summary>Reads the declared clients from their files. One fault anywhere stops the start, named by file, client and member.</summary>
internal static class ClientFiles
{
    /// <summary>All clients of all files, in order.</summary>
    /// <exception cref="ClientFilesException">With every fault found.</exception>
    public static ImmutableArray<ClientMetadata> Read(IEnumerable<string> files, ImmutableArray<string> knownScopes, ImmutableArray<string> knownAcr, bool isDevelopment)
    {
        var faults = new List<string>();
        var clients = ImmutableArray.CreateBuilder<ClientMetadata>();
        foreach (var file in files)
            clients.AddRange(ReadOne(file, faults, client => ClientMetadataRules.Check(client, knownScopes, knownAcr, isDevelopment)));
        foreach (var twice in clients.Where(client => client.ClientId is not null).GroupBy(client => client.ClientId, StringComparer.Ordinal).Where(same => same.Count() > 1))
            faults.Add($"client '{twice.Key}': client_id is declared {twice.Count()} times.");
        return faults.Count == 0 ? clients.ToImmutable() : throw new ClientFilesException(faults);
    }

    private static IEnumerable<ClientMetadata> ReadOne(string file, List<string> faults, Func<ClientMetadata, ImmutableArray<(string Member, string Fault)>> check)
    {
        if (!File.Exists(file))
        {
            faults.Add($"{file}: the file does not exist; Clients:Files names it.");
            yield break;
        }

        JsonElement array;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            array = document.RootElement.Clone();
        }
        catch (JsonException notJson)
        {
            faults.Add($"{file}: not valid JSON: {notJson.Message}");
            yield break;
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            faults.Add($"{file}: must hold an array of clients.");
            yield break;
        }

        foreach (var (element, index) in array.EnumerateArray().Select((element, index) => (element, index)))
        {
            var name = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("client_id", out var id) && id.ValueKind == JsonValueKind.String ? $"'{id.GetString()}'" : $"number {index + 1}";
            ClientMetadata? client = null;
            try
            {
                client = element.Deserialize(ClientMetadataJson.Default.ClientMetadata);
            }
            catch (JsonException wrong)
            {
                faults.Add($"{file}: client {name}: {(wrong.Path is { Length: > 2 } path ? path[2..] + ": " : "")}{wrong.Message}");
            }

            if (client is null)
                continue;
            faults.AddRange(check(client).Select(fault => $"{file}: client {name}: {fault.Member}: {fault.Fault}."));
            yield return client;
        }
    }
}

/// <summary>The client files are wrong; the message lists every fault.</summary>
internal sealed class ClientFilesException(IReadOnlyCollection<string> faults)
    : Exception("The declared clients are wrong; nothing was started:" + Environment.NewLine + string.Join(Environment.NewLine, faults));
