using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>Whoever a test says is signed in, whatever the browser.</summary>
public sealed class SettableSessions : ISessions
{
    public SignedIn? Current { get; set; }

    /// <summary>A store that cannot answer.</summary>
    public Exception? Failure { get; set; }

    public ValueTask<SignedIn?> CurrentAsync(HttpContext browser, CancellationToken ct) =>
        Failure is null ? ValueTask.FromResult(Current) : ValueTask.FromException<SignedIn?>(Failure);

    public void Forget(HttpContext browser)
    {
    }

    public SignedIn SignIn(string subject, string method, DateTimeOffset now, IStanding standing) =>
        Current = new SignedIn(new SessionId(Guid.CreateVersion7(now)), new SubjectId(subject), [new Proof(method, now)], now.AddHours(12), standing);

    /// <summary>A further proof of the same person joins the session.</summary>
    public void Prove(string method, DateTimeOffset now) =>
        Current = Current! with { Proofs = Current.Proofs.Add(new Proof(method, now)) };

    /// <summary>Nobody is signed in any more.</summary>
    public void End(HttpContext browser, SignedIn session)
    {
        if (Current?.Id == session.Id)
            Current = null;
        Ended.Add(session);
    }

    /// <summary>Sessions that were ended, in order.</summary>
    public List<SignedIn> Ended { get; } = [];
}
