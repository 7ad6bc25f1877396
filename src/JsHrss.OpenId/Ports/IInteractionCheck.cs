using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;

namespace JsHrss.OpenId.Ports;

/// <summary>One question a person may have to answer before a request can be served. Checks run in a literal order; the first need wins.</summary>
public interface IInteractionCheck
{
    /// <summary>Null: satisfied.</summary>
    ValueTask<InteractionNeed?> NeedAsync(InteractionState state, CancellationToken ct);
}

/// <summary>What the checks look at.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Session">Who is signed in; null: nobody.</param>
/// <param name="StartedAt">When this interaction began, UTC; prompt=login and max_age are satisfied by proofs at or after it.</param>
/// <param name="Answers">Answered prompts.</param>
/// <param name="Context">The context settled by an earlier check; null before.</param>
/// <param name="Now">UTC.</param>
public sealed record InteractionState(
    AuthorizationRequest Request,
    SignedIn? Session,
    DateTimeOffset StartedAt,
    ImmutableDictionary<string, PromptAnswer> Answers,
    ContextId? Context,
    DateTimeOffset Now)
{
    /// <summary>What the house decided about the context; null until the person at the browser is settled.</summary>
    public ContextDecision? Decision { get; init; }

    /// <summary>What the session's proofs amount to in the settled context; null before.</summary>
    public Authentication? Authentication { get; init; }
}

/// <summary>What is missing.</summary>
/// <param name="Page">Which of the host's pages asks for it: <c>sign-in</c>, <c>choose</c>, <c>consent</c>, <c>not-served</c>, <c>device/approve</c>.</param>
/// <param name="Reason">Stable code of the check, for page text and log.</param>
/// <param name="Error">What prompt=none answers instead (Core §3.1.2.6).</param>
public sealed record InteractionNeed(string Page, string Reason, string Error)
{
    /// <summary>No page can help: the client is answered <see cref="Error"/> at once.</summary>
    public bool NoPageHelps { get; init; }
}
