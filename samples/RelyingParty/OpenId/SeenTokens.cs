namespace RelyingParty.OpenId;

/// <summary>Identifiers of logout tokens that were taken already (Back-Channel Logout §2.6 step 7): what is replayed ends nothing again.</summary>
internal sealed class SeenTokens(TimeProvider time, int capacity = SeenTokens.DefaultCapacity)
{
    public const int DefaultCapacity = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Client, string Id), DateTimeOffset> until = [];

    /// <summary>True the first time. Also false when more are remembered than fit: nothing is taken that could not be recognised again.</summary>
    public bool IsFirst(string client, string tokenId, DateTimeOffset remember)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (until.Count >= capacity)
            {
                foreach (var (old, _) in until.Where(one => one.Value < now).ToList())
                    until.Remove(old);
            }
            return until.Count < capacity && until.TryAdd((client, tokenId), remember);
        }
    }
}
