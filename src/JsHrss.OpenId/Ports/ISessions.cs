using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Ports;

/// <summary>Who sits at this browser, from the host's own cookie.</summary>
public interface ISessions
{
    /// <summary>One round trip, standing included. Null: nobody is signed in, or the session has ended.</summary>
    ValueTask<SignedIn?> CurrentAsync(HttpContext browser, CancellationToken ct);

    /// <summary>What this request read before no longer holds: the next question reads again. A host that remembers nothing within a request does nothing.</summary>
    void Forget(HttpContext browser);
}

/// <summary>A signed-in person at a browser.</summary>
/// <param name="Id">The session.</param>
/// <param name="Subject">Who.</param>
/// <param name="Proofs">What was proven, oldest first; at least one.</param>
/// <param name="AbsoluteUntil">The session never lives past this, UTC.</param>
/// <param name="Standing">What the house judges by; holds every context the person may have.</param>
public sealed record SignedIn(SessionId Id, SubjectId Subject, ImmutableArray<Proof> Proofs, DateTimeOffset AbsoluteUntil, IStanding Standing);

/// <summary>One proof within a session.</summary>
/// <param name="Method">The host's word for the way in.</param>
/// <param name="At">When the End-User was actively authenticated, UTC.</param>
public sealed record Proof(string Method, DateTimeOffset At);
