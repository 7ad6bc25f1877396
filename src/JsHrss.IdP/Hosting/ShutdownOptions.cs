namespace JsHrss.IdP.Hosting;

/// <summary>Configuration section <c>Shutdown</c>: how this node leaves without losing a request (case FT-10).</summary>
internal sealed record ShutdownOptions
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestFinish = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFinish = TimeSpan.FromMinutes(5);

    /// <summary>For so long it goes on serving after it was told to end, not ready any more, so that whoever sends requests can look elsewhere.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For so long it finishes what it has begun, once it takes nothing new.</summary>
    public TimeSpan Finish { get; init; } = TimeSpan.FromSeconds(15);

    public static ShutdownOptions From(IConfiguration configuration) => configuration.GetSection("Shutdown").Get<ShutdownOptions>() ?? new ShutdownOptions();

    /// <exception cref="InvalidOperationException">With the fault and its cure.</exception>
    public void Validate()
    {
        if (Delay < TimeSpan.Zero || Delay > LongestDelay)
            throw new InvalidOperationException($"Shutdown:Delay is {Delay}; it must lie between 00:00:00 and {LongestDelay}. What stands in front needs some seconds to see that this node is not ready.");
        if (Finish < ShortestFinish || Finish > LongestFinish)
            throw new InvalidOperationException($"Shutdown:Finish is {Finish}; it must lie between {ShortestFinish} and {LongestFinish}.");
    }
}
