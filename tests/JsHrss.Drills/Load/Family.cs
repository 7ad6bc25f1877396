namespace JsHrss.Drills.Load;

/// <summary>What one authorization gave, as far as the relying party was told.</summary>
internal sealed class Family(Party party, string code, string verifier, SignedInBrowser browser)
{
    public Party Party => party;

    public string Code => code;

    public string Verifier => verifier;

    public SignedInBrowser Browser => browser;

    /// <summary>Every refresh token that was handed out, in order; the last one is good.</summary>
    public List<string> Refresh { get; } = [];

    public string? Access { get; set; }

    public TimeSpan AccessAt { get; set; }

    public string? IdToken { get; set; }

    public Fate Fate { get; set; } = Fate.Lives;
}

/// <summary>What must be true of a family now.</summary>
internal enum Fate
{
    /// <summary>Its last refresh token must be good.</summary>
    Lives,

    /// <summary>The relying party was told that it is revoked: nothing of it may be good again.</summary>
    Revoked,

    /// <summary>The person was told that they are signed out.</summary>
    SignedOut,

    /// <summary>The server ended it for misuse, and said so.</summary>
    Ended,

    /// <summary>A request that would have ended it got no answer: either is right.</summary>
    Doubtful,
}

/// <summary>A browser with a session.</summary>
internal sealed class SignedInBrowser(string cookies)
{
    public string Cookies => cookies;

    /// <summary>Lives, SignedOut or Doubtful.</summary>
    public Fate Fate { get; set; } = Fate.Lives;
}
