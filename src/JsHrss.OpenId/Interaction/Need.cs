using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Interaction;

/// <summary>How a check answers.</summary>
internal static class Need
{
    public static ValueTask<InteractionNeed?> None => ValueTask.FromResult<InteractionNeed?>(null);

    public static InteractionNeed Required(string page, string reason, string error) => new(page, reason, error);

    public static ValueTask<InteractionNeed?> Of(string page, string reason, string error) => ValueTask.FromResult<InteractionNeed?>(new(page, reason, error));

    public static ValueTask<InteractionNeed?> When(bool missing, string page, string reason, string error) => missing ? Of(page, reason, error) : None;

    public static ValueTask<InteractionNeed?> Refusal(string reason, string error) =>
        ValueTask.FromResult<InteractionNeed?>(new(Page.NotServed, reason, error) { NoPageHelps = true });
}

/// <summary>The host's pages that a need names.</summary>
internal static class Page
{
    public const string SignIn = "sign-in";
    public const string StepUp = "step-up";
    public const string Choose = "choose";
    public const string Consent = "consent";
    public const string NotServed = "not-served";
    public const string Device = "device/approve";
}

/// <summary>Names of answered prompts in an interaction.</summary>
internal static class Answered
{
    public const string Context = "context";
    public const string SelectAccount = "select_account";
    public const string Consent = "consent";
    public const string Acr = "acr";
    public const string Refused = "refused";
    public const string Device = "device";

    /// <summary>Value of an answered consent, or of an approved device: who answered, in which context.</summary>
    public static string ConsentOf(SubjectId subject, ContextId context) => $"{subject} {context}";
}
