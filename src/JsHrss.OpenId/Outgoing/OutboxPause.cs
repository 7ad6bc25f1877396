using System.Security.Cryptography;

namespace JsHrss.OpenId.Outgoing;

/// <summary>How long a message that could not be sent waits for its next try.</summary>
public static class OutboxPause
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Twice as long each time, up to half an hour; between a half and the whole of it, so that a receiver that comes back is not met by all at once.</summary>
    /// <param name="attempts">How often it was tried before this time.</param>
    public static TimeSpan After(int attempts)
    {
        var whole = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(attempts, 20)));
        return TimeSpan.FromMilliseconds(whole / 2 + RandomNumberGenerator.GetInt32((int)(whole / 2) + 1));
    }
}
