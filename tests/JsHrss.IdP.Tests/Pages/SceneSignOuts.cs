using System.Collections.Immutable;
using JsHrss.OpenId.EndSession;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>The engine's side of the sign-out page, from the scene.</summary>
internal sealed class SceneSignOuts(Scene scene) : ISignOuts
{
    public ValueTask<PendingSignOut?> FindAsync(HttpContext browser, string? handle, CancellationToken ct) => ValueTask.FromResult(handle switch
    {
        null => new PendingSignOut(null, null, null, null, scene.SignOut?.OtherContexts ?? [], null),
        Scene.Handle => scene.SignOut,
        _ => null,
    });

    public ValueTask<SignedOut> SignOutAsync(HttpContext browser, PendingSignOut pending, SignOutReach reach, CancellationToken ct)
    {
        scene.Told.Add($"sign-out {reach} {pending.Handle} {pending.Context}".TrimEnd());
        if (reach != SignOutReach.Context)
            scene.Person = null;
        return ValueTask.FromResult(new SignedOut(pending.ReturnTo, scene.Frames) { Reach = reach, Client = pending.Client });
    }
}
