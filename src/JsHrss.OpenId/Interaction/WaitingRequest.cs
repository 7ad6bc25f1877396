using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Interaction;

/// <summary>A kept request found again at its own browser.</summary>
/// <param name="Handle">To be spent when it is answered.</param>
/// <param name="Text">The handle as it stands in URLs.</param>
/// <param name="Raw">The parameters as kept; they pass the gate anew.</param>
/// <param name="Client">Whom it was kept for.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Answers">Answered prompts.</param>
/// <param name="IsBound">False for a request kept by a POST: it begins only now, at this browser.</param>
internal sealed record WaitingRequest(
    Handle Handle,
    string Text,
    RawRequest Raw,
    ClientId Client,
    DateTimeOffset StartedAt,
    ImmutableDictionary<string, PromptAnswer> Answers,
    bool IsBound);
