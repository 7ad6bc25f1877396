using System.Text.Json.Nodes;
using RelyingParty.Hall;
using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>One signed-in context: a person, or a person acting for one unit. Kept on the server; the browser holds its handle only.</summary>
internal sealed class Ticket(string handle, SignedIn signedIn)
{
    private volatile SignedIn current = signedIn;
    private volatile bool isReplaced;

    /// <summary>128 random bits; new for every sign-in, so an older handle never opens a later sign-in.</summary>
    public string Handle { get; } = handle;

    /// <summary>The latest checked answer; a refresh replaces it as a whole.</summary>
    public SignedIn Current
    {
        get => current;
        set => current = value;
    }

    public JsonObject Claims => current.Claims;

    public Party Party => Party.Of(current);

    public DateTimeOffset AccessTokenEnds => current.At + current.Tokens.LivesFor;

    /// <summary>One refresh at a time: two tabs of one ticket must not both spend a rotating refresh token.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Another ticket took its place, and its tokens are spent: whoever waited at the gate meanwhile must not send them.</summary>
    public bool IsReplaced
    {
        get => isReplaced;
        set => isReplaced = value;
    }

    /// <summary>What was filed with this ticket, newest first.</summary>
    public CaseList Cases { get; init; } = new();

    /// <summary>我的工作台: what waits for the unit.</summary>
    public ReviewList Reviews { get; set; } = new(DateOnly.FromDateTime(signedIn.At.ToOffset(TimeSpan.FromHours(8)).DateTime));

    /// <summary>True when a sign-in continues this ticket: same client, session, person and party.</summary>
    public bool IsContinuedBy(SignedIn next) =>
        next.SessionId is { } session
        && session == current.SessionId
        && next.ClientId == current.ClientId
        && next.Subject == current.Subject
        && Party.Of(next).Key == Party.Key;
}
