using System.Collections.Immutable;

namespace JsHrss.IdP.Api.Access;

/// <summary>One question, whole: nothing that the specification requires is missing.</summary>
internal sealed record AskedEvaluation(string SubjectType, string Subject, string Action, string ResourceType, string Resource, ContextBody Context)
{
    private static readonly ContextBody Nothing = new();

    /// <summary>The question of a body, completed from what stands above it (Authorization API 1.0 §7.1.1): a member overrides as a whole.</summary>
    /// <returns>The question, or what is missing: then the whole request is refused (§10.1.1).</returns>
    public static (AskedEvaluation? Asked, string? Missing) Of(EvaluationBody body, EvaluationBody? above = null)
    {
        var (subject, action, resource) = (body.Subject ?? above?.Subject, body.Action ?? above?.Action, body.Resource ?? above?.Resource);
        var missing = subject is null ? "subject"
            : subject.Type is null ? "subject.type"
            : subject.Id is null ? "subject.id"
            : action is null ? "action"
            : action.Name is null ? "action.name"
            : resource is null ? "resource"
            : resource.Type is null ? "resource.type"
            : resource.Id is null ? "resource.id"
            : null;
        return missing is null
            ? (new AskedEvaluation(subject!.Type!, subject.Id!, action!.Name!, resource!.Type!, resource.Id!, body.Context ?? above?.Context ?? Nothing), null)
            : (null, missing);
    }
}

/// <summary>How far a list of questions is answered (Authorization API 1.0 §7.1.2.1).</summary>
internal enum EvaluationsSemantic
{
    /// <summary>All of them.</summary>
    ExecuteAll,

    /// <summary>Up to the first refusal.</summary>
    DenyOnFirstDeny,

    /// <summary>Up to the first permission.</summary>
    PermitOnFirstPermit,
}

/// <summary>A list of questions as its sender meant it.</summary>
internal sealed record AskedEvaluations(ImmutableArray<AskedEvaluation> Questions, EvaluationsSemantic Semantic, bool IsList)
{
    /// <summary>Longest list.</summary>
    public const int Most = 100;

    /// <returns>The list, or a message for whoever sent it.</returns>
    public static (AskedEvaluations? Asked, string? Fault) Of(EvaluationsBody body)
    {
        EvaluationsSemantic? semantic = body.Options?.Semantic switch
        {
            null or "execute_all" => EvaluationsSemantic.ExecuteAll,
            "deny_on_first_deny" => EvaluationsSemantic.DenyOnFirstDeny,
            "permit_on_first_permit" => EvaluationsSemantic.PermitOnFirstPermit,
            _ => null,
        };
        if (semantic is not { } known)
            return (null, "options.evaluations_semantic is none of execute_all, deny_on_first_deny, permit_on_first_permit.");
        // Without a list it is the single question (Authorization API 1.0 §7.1).
        if (body.Evaluations is not { IsDefaultOrEmpty: false } list)
            return AskedEvaluation.Of(body) is ({ } single, _) ? (new AskedEvaluations([single], known, IsList: false), null) : (null, Missing(AskedEvaluation.Of(body).Missing!));
        if (list.Length > Most)
            return (null, $"evaluations may hold at most {Most}.");
        var questions = ImmutableArray.CreateBuilder<AskedEvaluation>(list.Length);
        for (var n = 0; n < list.Length; n++)
        {
            if (list[n] is not { } one)
                return (null, Missing($"evaluations[{n}]"));
            var (asked, missing) = AskedEvaluation.Of(one, body);
            if (asked is null)
                return (null, Missing($"evaluations[{n}].{missing}"));
            questions.Add(asked);
        }

        return (new AskedEvaluations(questions.ToImmutable(), known, IsList: true), null);
    }

    public static string Missing(string member) => $"{member} is missing.";
}
