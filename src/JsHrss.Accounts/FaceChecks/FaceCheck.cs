using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>One attempt at 人脸识别 (domain §7M): whose face, for which flow, by which channel, and what became of it. No picture, ever (REG-28).</summary>
public sealed record FaceCheck
{
    /// <summary>「请您在10分钟内完成」: the same in every flow with a face step (C15); later is M18.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Its key.</summary>
    public required FaceCheckId Id { get; init; }

    /// <summary>The flow that asked; only it consumes the result.</summary>
    public required FaceFlow Flow { get; init; }

    /// <summary>Whose account; null in flows of somebody who has none yet.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Whose face is expected.</summary>
    public required FaceSubject Subject { get; init; }

    /// <summary><see cref="IFaceChannel.Code"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Our number of the attempt.</summary>
    public required FaceOrderNumber Order { get; init; }

    /// <summary>The channel's number; null until the channel answered. Unique within a channel (case AS-11).</summary>
    public FaceReference? Reference { get; init; }

    /// <summary>How its holder gets into the channel's app; null until the channel answered, and once nobody needs it any more.</summary>
    public FacePrompt? Prompt { get; init; }

    /// <summary>As stored; see <see cref="StateAt"/>.</summary>
    public FaceCheckState State { get; init; } = FaceCheckState.Created;

    /// <summary>When it was opened, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>End of the window, UTC: for the holder to pass, and for the flow to consume what was passed.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When the channel said so, UTC; null: not passed.</summary>
    public DateTimeOffset? PassedAt { get; init; }

    /// <summary>Why it failed; null: it did not.</summary>
    public FaceFailure? Failure { get; init; }

    /// <summary>The app's key that the result came with (RFC 7638 thumbprint); null for other channels.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>The session or the app's key that begins it; null: a flow without either. Attempts are counted by it (see <see cref="FaceOptions.AttemptsPerDevice"/>). Never stored.</summary>
    public string? Device { get; init; }

    /// <summary>Asked just now, the channel did not answer, or not credibly: it stays open, ask again or offer another way (case FT-14). Never stored.</summary>
    public bool IsChannelSilent { get; init; }

    /// <summary>The state that counts now.</summary>
    public FaceCheckState StateAt(DateTimeOffset now) =>
        State is FaceCheckState.Created or FaceCheckState.Passed && now >= EndsAt ? FaceCheckState.Expired : State;

    /// <summary>Its key only.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>Where an attempt stands. Each step is one conditional statement. The numbers are stored.</summary>
public enum FaceCheckState
{
    /// <summary>Open.</summary>
    Created = 1,

    /// <summary>The channel says it was that person.</summary>
    Passed = 2,

    /// <summary>It says it was not, or could not tell. Final.</summary>
    Failed = 3,

    /// <summary>Passed, and the flow that asked went on with it. Once.</summary>
    Consumed = 4,

    /// <summary>The same flow opened another attempt, or the channel could not be reached.</summary>
    Replaced = 5,

    /// <summary>M18. Never stored: it follows from the time.</summary>
    Expired = 6,
}
