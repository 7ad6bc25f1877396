using JsHrss.OpenId.Authorization;

namespace JsHrss.IdP.Web;

/// <summary>The two tabs of the sign-in page (R1).</summary>
/// <param name="Person">个人登录 is offered.</param>
/// <param name="Unit">单位登录 is offered.</param>
/// <param name="IsUnit">Which one is open.</param>
internal sealed record SignInTabs(bool Person, bool Unit, bool IsUnit)
{
    /// <summary>Request parameter by which a client says which tab is shown first (R1): <c>person</c> or <c>unit</c>.</summary>
    public const string Parameter = "ui_tab";

    public static SignInTabs Both { get; } = new(true, true, false);

    /// <summary>The tab bar is drawn only where there is something to switch.</summary>
    public bool AreTwo => Person && Unit;

    /// <summary>
    /// What the client's registration and the request leave. A request without the scope <c>unit</c> is for oneself, so a unit's password would lead nowhere.
    /// Open is what the URL says, else what the request waits for, else what its hints say, else 个人登录.
    /// </summary>
    /// <param name="request">The waiting request.</param>
    /// <param name="wanted">The context whose proof is missing; null: none in particular.</param>
    /// <param name="tab">Of the URL: <c>person</c>, <c>unit</c>, or anything.</param>
    public static SignInTabs For(AuthorizationRequest request, ContextOption? wanted, string? tab)
    {
        var unit = request.Client.Contexts.Contains("unit") && request.Scopes.Contains("unit");
        var person = !unit || request.Client.Contexts.Contains("person");
        var open = tab is "person" or "unit" ? tab == "unit" : wanted is not null ? !wanted.IsSelf : Hinted(request);
        return new(person, unit, unit && (open || !person));
    }

    private static bool Hinted(AuthorizationRequest request) => request.HostParameters.GetValueOrDefault(Parameter) is { } tab
        ? tab == "unit"
        : request.HostParameters.GetValueOrDefault("unit_hint") is not (null or "self");
}
