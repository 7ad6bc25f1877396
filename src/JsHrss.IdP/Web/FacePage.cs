using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Web;

/// <summary>A page of 实人认证: asked for by a waiting request, by a page of ours, or by the person.</summary>
internal abstract class FacePage(ISignInDesk desk) : SitePage
{
    /// <summary>The waiting request; null: none.</summary>
    public PendingInteraction? Pending { get; private set; }

    /// <summary>Who asks; null: the person, or a page of ours.</summary>
    public string? ClientName => Pending?.Request.Client.Name;

    /// <summary>Where the waiting request goes on.</summary>
    public string ReturnUrl => Interactions.ResumeUrl(Pending!);

    private IInteractions Interactions => HttpContext.RequestServices.GetRequiredService<IInteractions>();

    /// <summary>An address of this flow, which keeps whatever asked for it.</summary>
    public string At(string path) => Pending is null
        ? path + AfterSignIn.Suffix(Request, path.Contains('?', StringComparison.Ordinal) ? '&' : '?')
        : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{RunningInteraction.Parameter}={Uri.EscapeDataString(Pending.Handle)}";

    /// <summary>False: the address names a request that is gone.</summary>
    protected async Task<bool> OpenAsync(CancellationToken ct)
    {
        Pending = RunningInteraction.Of(HttpContext).Pending;
        Person = await desk.CurrentAsync(HttpContext, ct);
        return Pending is not null || !Request.Query.ContainsKey(RunningInteraction.Parameter);
    }

    /// <summary>
    /// Back to what asked for it, which looks again at what the session can do. A face check may open more to the session than before (a key that is the real person's own); the context that
    /// was about to be served stays settled, and the checks judge it anew.
    /// </summary>
    protected async ValueTask<SeeOther> OnwardAsync(CancellationToken ct) => GoTo(
        Pending is { Context: { } settled } ? await Interactions.AnswerAsync(Pending, InteractionPrompts.Context, settled.Value, ct)
        : Pending is not null ? ReturnUrl
        : AfterSignIn.WordOf(Request) is null or AfterSignIn.Account ? "/account?done=face" : AfterSignIn.PathOf(Request));

    /// <summary>Nobody is signed in who may be checked here.</summary>
    protected SeeOther SignInFirst() => GoTo(Pending is not null ? Interactions.ResumeUrl(Pending) : $"/sign-in?{AfterSignIn.Parameter}={AfterSignIn.Face}");

    protected static ErrorNoticeResult Gone() => new(new(StatusCodes.Status400BadRequest, ErrorNotice.InteractionGone, null));
}
