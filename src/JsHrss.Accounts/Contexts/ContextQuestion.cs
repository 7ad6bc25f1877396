using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Contexts;

/// <summary>For whom is this request to be served? Everything the answer depends on.</summary>
public sealed record ContextQuestion
{
    /// <summary>The hint that means oneself.</summary>
    public const string SelfHint = "self";

    /// <summary>The signed-in browser.</summary>
    public required Standing.SessionStanding Standing { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The client is registered for context <c>person</c>.</summary>
    public required bool ServesPersons { get; init; }

    /// <summary>The client is registered for context <c>unit</c>.</summary>
    public required bool ServesUnits { get; init; }

    /// <summary>Scope <c>unit</c> was asked; without it a request is for oneself.</summary>
    public required bool AsksUnit { get; init; }

    /// <summary>The client knows institutions; others would show the whole unit, so they are refused (token design, principle 7).</summary>
    public bool InstitutionAware { get; init; }

    /// <summary><c>unit_hint</c>: code, unit number, institution number, or <c>self</c>; null: none.</summary>
    public string? Hint { get; init; }

    /// <summary>What the person chose in this interaction (<c>self</c> or a membership id); null: nothing yet.</summary>
    public string? Chosen { get; init; }

    /// <summary>Least level for which a context counts as served; null when the level is judged elsewhere (by acr).</summary>
    public AssuranceLevel? Least { get; init; }
}

/// <summary>For whom a request is served. A closed union.</summary>
public abstract record ContextAnswer
{
    private ContextAnswer()
    {
    }

    /// <summary>This context; the session opens it and it is served.</summary>
    public sealed record Settled(SessionContext Context) : ContextAnswer;

    /// <summary>Several are possible: the person chooses, nothing is guessed.</summary>
    public sealed record Ask : ContextAnswer;

    /// <summary>A context is meant, or some could be served, but the session opens none of them: more must be proven.</summary>
    /// <param name="Context">Which; null: any.</param>
    public sealed record ProofMissing(SessionContext? Context) : ContextAnswer;

    /// <summary>Nothing this person could prove would be served.</summary>
    /// <param name="Reason">One of <see cref="ContextReasons"/> or <see cref="AuthorityReasons"/>.</param>
    public sealed record NoneServed(string Reason) : ContextAnswer;
}
