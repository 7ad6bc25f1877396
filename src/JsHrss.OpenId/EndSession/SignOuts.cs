using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.EndSession;

/// <summary>What a sign-out means for whoever sits at a browser, and the end itself.</summary>
internal sealed class SignOuts(SignOutGate gate, SignOutRoom room, SessionView view, ISessionEnding ending, FrontchannelUris frontchannel) : ISignOuts
{
    private static readonly SignOutRequest OwnWish = new(null, null, null, []);

    public async ValueTask<PendingSignOut?> FindAsync(HttpContext browser, string? handle, CancellationToken ct)
    {
        if (handle is null)
            return await DescribeAsync(browser, null, OwnWish, ct).ConfigureAwait(false);
        if (await room.FindAsync(browser, handle, ct).ConfigureAwait(false) is not { IsBound: true } waiting)
            return null;
        return await gate.PassAsync(waiting.Raw, ct).ConfigureAwait(false) is SignOutReading.Trusted(var request)
            ? await DescribeAsync(browser, handle, request, ct).ConfigureAwait(false)
            : null;
    }

    /// <summary>What the request means for whoever sits at this browser now.</summary>
    public async ValueTask<PendingSignOut> DescribeAsync(HttpContext browser, string? handle, SignOutRequest request, CancellationToken ct)
    {
        var (session, parts) = await view.OfAsync(browser, ct).ConfigureAwait(false);
        var context = session is null ? null : view.Hinted(request, session, parts);
        ImmutableArray<ContextId> others = [.. parts.Select(part => part.Context).Where(other => other != context).Distinct()];
        return new PendingSignOut(handle, session, request.Client, context, others, request.ReturnTo) { UiLocales = request.UiLocales };
    }

    /// <remarks>
    /// The end comes first and the handle is spent last: an end may be repeated without harm, but a person who said yes must never
    /// stay signed in because another tab, or a failure in between, had used the handle up.
    /// </remarks>
    public async ValueTask<SignedOut> SignOutAsync(HttpContext browser, PendingSignOut pending, SignOutReach reach, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(pending);
        // Where no context was named there is nothing smaller than the session.
        if (reach == SignOutReach.Context && pending.Context is null)
            reach = SignOutReach.Browser;
        ImmutableArray<string> frames = [];
        if (pending.Session is { } session)
        {
            var parts = await ending.PartsAsync(session.Id, ct).ConfigureAwait(false);
            frames = await frontchannel.OfAsync(parts.Where(part => reach != SignOutReach.Context || part.Context == pending.Context), ct).ConfigureAwait(false);
            await ending.EndAsync(browser, session, reach, reach == SignOutReach.Context ? pending.Context : null, ct).ConfigureAwait(false);
        }

        if (Handle.Read(Keepsake.Interaction, pending.Handle) is { } waiting)
            await room.SpendAsync(waiting, ct).ConfigureAwait(false);
        return new SignedOut(pending.ReturnTo, frames) { Reach = reach, Client = pending.Client };
    }
}
