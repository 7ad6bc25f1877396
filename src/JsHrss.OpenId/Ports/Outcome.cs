namespace JsHrss.OpenId.Ports;

/// <summary>What became of an atomic list of changes. Anything but <see cref="Done"/>: nothing was written. A closed union.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>All of it is durable.</summary>
    public sealed record Done : Outcome;

    /// <summary>The thing to spend was spent before.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Successor">What replaced it; null for codes and interactions.</param>
    public sealed record AlreadySpent(DateTimeOffset At, Guid? Successor) : Outcome;

    /// <summary>A sighting was there already: a replay.</summary>
    /// <param name="Kind">Its namespace.</param>
    public sealed record AlreadySeen(string Kind) : Outcome;

    /// <summary>The grant under the thing has ended, or the session that a new grant is for.</summary>
    public sealed record GrantEnded : Outcome;

    /// <summary>The user code of a new device code belongs to another one.</summary>
    public sealed record Taken : Outcome;

    /// <summary>Unknown, expired, or another client's.</summary>
    public sealed record Gone : Outcome;
}
