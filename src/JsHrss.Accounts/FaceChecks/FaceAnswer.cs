namespace JsHrss.Accounts.FaceChecks;

/// <summary>How an attempt stands at its channel.</summary>
public abstract record FaceAnswer
{
    private FaceAnswer()
    {
    }

    /// <summary>The holder has not finished. Whether there is still time is our own rule (10 minutes, C15).</summary>
    public sealed record Pending : FaceAnswer;

    /// <summary>It was the expected person, alive, before the channel's camera.</summary>
    public sealed record Passed : FaceAnswer;

    /// <summary>It was not, or the channel could not tell. Final for this attempt.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(FaceFailure Reason) : FaceAnswer;

    /// <summary>The channel no longer knows the attempt, or let it run out. Final.</summary>
    public sealed record Gone : FaceAnswer;

    /// <summary>The channel did not answer, or not credibly; ask again (case FT-14).</summary>
    public sealed record Unavailable : FaceAnswer;
}

/// <summary>Why a face check failed. The numbers are stored.</summary>
public enum FaceFailure
{
    /// <summary>The face did not match, or the holder gave up.</summary>
    NotPassed = 1,

    /// <summary>The channel answered about somebody else.</summary>
    OtherSubject = 2,

    /// <summary>The channel let the attempt run out, or no longer knows it.</summary>
    RanOut = 3,
}
