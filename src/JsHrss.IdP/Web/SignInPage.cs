using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Web;

/// <summary>个人登录 | 单位登录, whichever way of signing in is open: with a waiting request on to the client, without one to our own start page.</summary>
internal abstract class SignInPage(ISignInDesk desk, IContextDesk contexts, SignInTexts texts) : SitePage
{
    /// <summary>The waiting request; null: none.</summary>
    public PendingInteraction? Pending { get; private set; }

    /// <summary>Which tabs there are.</summary>
    public SignInTabs Tabs { get; private set; } = SignInTabs.Both;

    /// <summary>Why this page is shown to somebody who has signed in before, or wants a unit; null: plainly to sign in.</summary>
    public string? Why { get; private set; }

    /// <summary>Path of this way of signing in.</summary>
    public abstract string Way { get; }

    /// <inheritdoc />
    public override string Tone => Tabs.IsUnit ? "as-unit" : "as-self";

    /// <summary>Whether this page is a way to prove more of who is signed in already.</summary>
    protected internal virtual bool IsStepUp => false;

    /// <summary>The context whose proof is missing; null: none in particular.</summary>
    protected ContextOption? Wanted { get; private set; }

    /// <summary>This way, or another, on one of the tabs; each is a URL.</summary>
    public string TabUrl(string tab, string? way = null) => Pending is null ? $"{way ?? Way}?tab={tab}{AfterSignIn.Suffix(Request, '&')}" : $"{way ?? Way}?interaction={Uri.EscapeDataString(Pending.Handle)}&tab={tab}";

    /// <summary>The open tab's word.</summary>
    public string Tab => Tabs.IsUnit ? "unit" : "person";

    /// <summary>False: the URL names a request that is gone.</summary>
    /// <param name="tab">Of the URL.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isUse">False for what a page fetches by itself: it keeps no session alive (case RT-22).</param>
    protected async Task<bool> OpenAsync(string? tab, CancellationToken ct, bool isUse = true)
    {
        Pending = RunningInteraction.Of(HttpContext).Pending;
        var person = isUse ? await desk.CurrentAsync(HttpContext, ct) : await desk.GlimpseAsync(HttpContext, ct);
        if (Pending is null)
        {
            Tabs = SignInTabs.Both with { IsUnit = tab == "unit" };
            Why = AfterSignIn.WordOf(Request) is not { } word ? texts.Why(null, null, person)
                : AfterSignIn.IsOfUnit(Request) ? texts.WhyUnit(person)
                : word == AfterSignIn.Units ? null : texts.WhyOwnKeys(person);
            return !Request.Query.ContainsKey(RunningInteraction.Parameter);
        }

        Wanted = await contexts.WantedAsync(HttpContext, Pending, ct);
        var isUnit = Wanted is { IsSelf: false };
        Tabs = IsStepUp ? new SignInTabs(!isUnit, isUnit, isUnit) : SignInTabs.For(Pending.Request, Wanted, tab);
        Why = IsStepUp ? texts.WhyStepUp(person) : texts.Why(Pending, Wanted, person);
        return true;
    }
}
