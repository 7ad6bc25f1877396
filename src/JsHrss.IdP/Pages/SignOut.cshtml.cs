using System.Collections.Immutable;
using JsHrss.IdP.Clients;
using JsHrss.IdP.Web;
using JsHrss.OpenId.EndSession;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Pages;

/// <summary>GET asks, POST ends: nobody is signed out by a picture on another site (case RT-18).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class SignOutModel(ISignInDesk desk, IContextDesk contexts, ISignOuts signOuts, IOptions<PagesOptions> options) : SitePage
{
    private RunningSignOut running = null!;

    public Uri? Hall => options.Value.Hall;

    /// <summary>Who asks; null: the person came by themselves.</summary>
    public string? ClientName => running.Pending.Client?.Name;

    /// <summary>Registered address of who asks; null: none, or nobody asks.</summary>
    public string? ReturnTo => running.Pending.ReturnTo;

    /// <summary>The relying party's request is over; what the page offers is the person's own.</summary>
    public bool IsDead => running.IsDead;

    /// <summary>Where a person goes who does not sign out: to the start of who asked, never to its address for those who did.</summary>
    public string Stay => running.Pending.Client is { } client ? client.HostMembers.GetValueOrDefault(HostMember.InitiateLoginUri) ?? Hall?.AbsoluteUri ?? "/" : "/";

    /// <summary>Asks again under the same name.</summary>
    public string Action => running.Pending.Handle is { } handle ? $"/sign-out?{RunningInteraction.Parameter}={Uri.EscapeDataString(handle)}" : "/sign-out";

    /// <summary>The other contexts that are live at this browser.</summary>
    public ImmutableArray<ContextOption> Others { get; private set; } = [];

    /// <summary>Ending one context makes sense only where others are left.</summary>
    public bool MayEndContext => Acting is not null && Others.Length > 0;

    public SignOutReach Reach { get; private set; }

    /// <summary>The form was another person's or not ours.</summary>
    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? reach, [FromForm] string? of, CancellationToken ct)
    {
        await OpenAsync(ct);
        if (ReachOf(reach) is { } wanted)
            Reach = wanted;
        // Somebody else may have signed in at this browser since the page was shown, or who asked may have been served meanwhile (case RT-16).
        if (Person is not null && !IsDead && (of ?? "") == Person.Mark && Reach == ReachOf(reach) && await IsOwnFormAsync())
            return new SignedOutResult(await signOuts.SignOutAsync(HttpContext, running.Pending, Reach, ct));
        IsStale = true;
        return Page();
    }

    private async Task OpenAsync(CancellationToken ct)
    {
        running = RunningSignOut.Of(HttpContext) ?? throw new InvalidOperationException("The sign-out page was reached around its middleware.");
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (running.Pending.Context is { } context)
            Acting = (await contexts.NamedAsync(HttpContext, [context], ct)).FirstOrDefault();
        Others = await contexts.NamedAsync(HttpContext, running.Pending.OtherContexts, ct);
        Reach = MayEndContext ? SignOutReach.Context : SignOutReach.Browser;
    }

    private SignOutReach? ReachOf(string? word) => word switch
    {
        "context" when MayEndContext => SignOutReach.Context,
        "browser" => SignOutReach.Browser,
        "everywhere" => SignOutReach.Everywhere,
        _ => null,
    };
}
