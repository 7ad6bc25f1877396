using System.Collections.Immutable;
using IPNetwork = System.Net.IPNetwork;

namespace JsHrss.IdP.Hosting;

/// <summary>Configuration section <c>Outgoing</c>: where this server may call beside the public internet.</summary>
/// <param name="AllowedNetworks">Networks of relying parties that live inside, for instance <c>10.20.0.0/16</c>. The engine refuses those that are too wide or nobody's own.</param>
internal sealed record OutgoingOptions(ImmutableArray<IPNetwork> AllowedNetworks)
{
    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public static OutgoingOptions From(IConfiguration configuration) =>
        new([.. (configuration.GetSection("Outgoing:AllowedNetworks").Get<string[]>() ?? []).Select(Read)]);

    /// <remarks>A bare address is refused, too: whoever means one machine writes /32 or /128 and has thought of it.</remarks>
    private static IPNetwork Read(string text) =>
        text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out var network)
            ? network
            : throw new InvalidOperationException($"Outgoing:AllowedNetworks holds '{text}'; write a network such as 10.20.0.0/16, its address without bits of hosts.");
}
