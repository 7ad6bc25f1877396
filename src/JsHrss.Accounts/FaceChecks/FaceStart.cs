namespace JsHrss.Accounts.FaceChecks;

/// <summary>How a channel answered the wish to check a face.</summary>
public abstract record FaceStart
{
    private FaceStart()
    {
    }

    /// <summary>The attempt is open; its holder goes on with the channel's own app.</summary>
    /// <param name="Reference">To ask by.</param>
    /// <param name="Prompt">What to show.</param>
    public sealed record Started(FaceReference Reference, FacePrompt Prompt) : FaceStart;

    /// <summary>The attempt is open, and the channel numbers it when its result comes: by our number the two know it until then.</summary>
    /// <param name="Prompt">What to show.</param>
    public sealed record Awaited(FacePrompt Prompt) : FaceStart;

    /// <summary>The channel will not check this person or document, now or later: another channel, or the counter.</summary>
    public sealed record NotServed : FaceStart;

    /// <summary>The channel did not answer, or not credibly; later it may (case FT-14).</summary>
    public sealed record Unavailable : FaceStart;
}

/// <summary>How the holder gets into the channel's app.</summary>
/// <param name="QrText">The text of the code to be scanned by a phone beside a screen.</param>
/// <param name="AppLink">What a button on the phone itself opens; null where the channel knows no such link. A scheme of the app's own, so no web address.</param>
public sealed record FacePrompt(string QrText, Uri? AppLink)
{
    /// <summary>What the phone tells its holder of where they began, before they go on: JSON, as <see cref="QrSignIn.ShownRequest"/> is. Null: they began on that very phone.</summary>
    /// <remarks>A code that somebody else shows them is noticed by it (case QR-02). Kept for channels whose app asks us; the others have words of their own.</remarks>
    public string? Shown { get; init; }
}
