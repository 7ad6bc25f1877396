using System.Net;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

public sealed class FacePageTests
{
    /// <summary>A pass may open more to the session than before; whom the request is about to be served for must not be asked anew by that.</summary>
    [Theory]
    [InlineData("m_1", "answer context m_1")]
    [InlineData(null, null)]
    public async Task What_a_request_was_to_be_served_in_stays_settled_after_a_face_check(string? settled, string? told)
    {
        var scene = new Scene { Person = Scene.Wang, Pending = Scene.Waiting(Scene.Hall, "step-up", "acr_not_reached", "interaction_required") };
        scene.Pending = scene.Pending with { Context = settled is null ? null : new(settled) };
        scene.Face = scene.Face with { State = FacePanelState.Done };
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        using var answer = await browser.GetAsync($"/face/f_1?interaction={Scene.Handle}");
        Assert.Equal((HttpStatusCode.SeeOther, "/connect/authorize?resume=1"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal(told is null ? [] : [told], scene.Told);
    }
}
