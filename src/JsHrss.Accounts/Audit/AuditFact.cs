using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Audit;

/// <summary>What happened, to be written in the transaction of what it tells (security decision 13). Storage adds time, node, key and MAC.</summary>
/// <remarks>Holds no secret and no plain personal identifier outside <see cref="Detail"/>, which is sealed apart and can be erased.</remarks>
public sealed record AuditFact
{
    /// <summary>Stable code of the event, for instance <c>sign_in</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Whether it was done or refused.</summary>
    public required AuditResult Result { get; init; }

    /// <summary>Stable reason of a refusal; null when done.</summary>
    public string? Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null when unknown or when the subject did.</summary>
    public PersonId? Actor { get; init; }

    /// <summary>Nobody did it: a job, an operator's command, or what another system told.</summary>
    public bool ByServer { get; init; }

    /// <summary>Whom it concerns; null when no such person exists.</summary>
    public PersonId? Subject { get; init; }

    /// <summary>In which unit.</summary>
    public UnitId? Unit { get; init; }

    /// <summary>In which membership.</summary>
    public MembershipId? Membership { get; init; }

    /// <summary>Under which mandate.</summary>
    public MandateId? Mandate { get; init; }

    /// <summary>Which session ended, or lost a context: its signal names it (<see cref="Signals.Signal"/>).</summary>
    public SessionId? Session { get; init; }

    /// <summary>Which institution of the unit, where no membership says it: its signal names it. The fact has it in <see cref="Detail"/>.</summary>
    public InstitutionId? Institution { get; init; }

    /// <summary>By which client (<c>client_id</c>).</summary>
    public string? Client { get; init; }

    /// <summary>From where.</summary>
    public RequestOrigin Origin { get; init; } = RequestOrigin.Unknown;

    /// <summary>Further facts by name; empty when there are none.</summary>
    public ImmutableDictionary<string, string> Detail { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The fact of a session that ends, told of one context of it instead: the session goes on.</summary>
    /// <param name="membership">Which context; null: oneself.</param>
    public AuditFact OfContext(MembershipId? membership) => this with { Code = FactCodes.ContextEnded, Membership = membership };
}

/// <summary>How an event ended.</summary>
public enum AuditResult
{
    /// <summary>Done.</summary>
    Ok = 1,

    /// <summary>Refused.</summary>
    Refused = 2,
}
