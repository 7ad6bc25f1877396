using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>Members of planted units at the pages.</summary>
public static class UnitBrowsing
{
    /// <summary>Signs somebody in by the unit's password. Gives the address under which its pages stand.</summary>
    public static async Task<string> EnterAsync(HttpBrowser browser, UnitScene scene, UnitActor actor)
    {
        var page = await browser.GoAsync($"{scene.Host.Issuer}/sign-in?tab=unit&then=units");
        (await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", scene.Unit.CreditCode!.Value), ("Account", actor.Mobile), ("Password", Demo.UnitPassword))).At("unit");
        return $"{scene.Host.Issuer}/unit/{actor.Id}";
    }
}
