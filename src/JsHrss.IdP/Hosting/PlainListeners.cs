using System.Collections.Immutable;

namespace JsHrss.IdP.Hosting;

/// <summary>Where the configuration makes the server listen without TLS, known before it listens.</summary>
internal static class PlainListeners
{
    /// <summary>Where the framework listens when nothing says where.</summary>
    private const string Default = "http://localhost:5000";

    /// <summary>Endpoints of Kestrel win over <c>urls</c>, and <c>urls</c> over ports, as the framework has it.</summary>
    public static ImmutableArray<string> Of(IConfiguration configuration) =>
        [.. Listeners(configuration).Where(listener => !listener.StartsWith("https:", StringComparison.OrdinalIgnoreCase))];

    private static string[] Listeners(IConfiguration configuration)
    {
        string[] endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (endpoints.Length > 0)
            return endpoints;
        var urls = Listed(configuration["urls"]);
        if (urls.Length > 0)
            return urls;
        string[] ports = [.. Listed(configuration["http_ports"]).Select(port => $"http://*:{port}"), .. Listed(configuration["https_ports"]).Select(port => $"https://*:{port}")];
        return ports.Length > 0 ? ports : [Default];
    }

    private static string[] Listed(string? text) => text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
