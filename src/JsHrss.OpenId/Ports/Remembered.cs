using System.Collections.Immutable;

namespace JsHrss.OpenId.Ports;

/// <summary>A remembered thing with everything needed to decide about it, read in one round trip.</summary>
/// <param name="Handle">As stored; the ledger has already compared the digest with the one presented.</param>
/// <param name="Client">Whom it was made for; the caller compares, the conditional statement repeats it.</param>
/// <param name="Grant">The grant it hangs on; null for interactions.</param>
/// <param name="Payload">The engine's own serialization.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="SpentAt">When it was spent; null while unspent.</param>
/// <param name="Successor">Key of the refresh token that replaced it.</param>
/// <param name="Answers">Answered prompts of an interaction, by prompt; empty otherwise.</param>
/// <param name="Standing">What the host needs to judge the grant; null where there is no grant.</param>
public sealed record Remembered(
    Handle Handle,
    ClientId Client,
    Grant? Grant,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? SpentAt,
    Guid? Successor,
    ImmutableDictionary<string, PromptAnswer> Answers,
    IStanding? Standing);

/// <summary>What a person answered at one prompt of an interaction.</summary>
/// <param name="At">UTC.</param>
/// <param name="Value">What was chosen; null where the prompt has no choice.</param>
public sealed record PromptAnswer(DateTimeOffset At, string? Value);
