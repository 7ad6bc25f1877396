namespace JsHrss.OpenId.ClientKeys;

/// <summary>Whether a client signed something.</summary>
internal enum SignatureFinding
{
    /// <summary>Not with a registered key and algorithm.</summary>
    Refused,

    /// <summary>It did.</summary>
    Verified,

    /// <summary>Nobody can tell now: its keys stand at an address that does not answer, and none are known from before. No fault of whoever asks.</summary>
    KeysOutOfReach,
}
