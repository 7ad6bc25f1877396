using JsHrss.Benchmarks.Servers;
using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>Everything that can be measured, in the order of docs/performance.md.</summary>
internal static class Catalogue
{
    private const int Light = 8_000;
    private const int Middle = 4_000;
    private const int Heavy = 2_000;

    public static IReadOnlyList<string> Names { get; } =
    [
        "nothing", "discovery", "jwks", "client-credentials", "private-key-jwt", "code-flow", "code-flow-unit", "code-flow-rs256", "par", "refresh-kept", "refresh-rotating",
        "userinfo", "userinfo-live", "introspection", "introspection-live", "evaluation", "evaluation-menu", "revocation", "revocation-grant", "device", "device-poll", "device-poll-soon", "sign-in-page", "sign-in",
    ];

    /// <param name="scene">Clients and signed-in browsers.</param>
    /// <param name="workers">Connections.</param>
    public static IEnumerable<Operation> For(Scene scene, int workers)
    {
        var connections = scene.Connections;
        if (!scene.IsProduct)
            yield return new Plain("nothing", Light, async ct => (await connections.GetAsync(MemoryServer.NothingPath, null, null, ct)).Nothing());
        yield return new Plain("discovery", Light, async ct =>
        {
            var answer = await connections.GetAsync("/.well-known/openid-configuration", null, null, ct);
            answer.Expect(answer.Json().GetProperty("issuer").GetString() == connections.Issuer, "another issuer");
        });
        yield return new Plain("jwks", Light, async ct =>
        {
            var answer = await connections.GetAsync("/connect/jwks", null, null, ct);
            answer.Expect(answer.Json().GetProperty("keys").GetArrayLength() > 0, "no key");
        });
        yield return new Plain("client-credentials", Middle, ct => scene.Batch.ActForItselfAsync(ct));
        yield return new Asserting("private-key-jwt", Middle, scene.KeyHolder);
        yield return new Plain("code-flow", Heavy, ct => scene.Hall.SignInAsync(scene.PersonCookies, ct));
        if (scene.IsProduct)
            yield return new Plain("code-flow-unit", Heavy, ct => scene.UnitDesk.SignInAsync(scene.AgentCookies, ct));
        yield return new Plain("code-flow-rs256", Heavy, ct => scene.Rs256.SignInAsync(scene.PersonCookies, ct));
        yield return new Plain("par", Middle, ct => scene.Hall.PushAsync(ct));
        yield return new Refreshing("refresh-kept", Middle, workers, rotating: false, scene.Hall, scene);
        yield return new Refreshing("refresh-rotating", Middle, workers, rotating: true, scene.Spa, scene);
        yield return new Presenting("userinfo", Light, once: false, scene, (token, ct) => scene.Hall.UserInfoAsync(token, ct));
        if (scene.IsProduct)
            yield return new Presenting("userinfo-live", Heavy, once: true, scene, (token, ct) => scene.Hall.UserInfoAsync(token, ct));
        yield return new Presenting("introspection", Light, once: false, scene, (token, ct) => IntrospectAsync(scene, token, ct));
        if (scene.IsProduct)
        {
            yield return new Presenting("introspection-live", Heavy, once: true, scene, (token, ct) => IntrospectAsync(scene, token, ct));
            yield return new Evaluating("evaluation", Heavy, scene, "SI-0101");
            yield return new Evaluating("evaluation-menu", Heavy, scene, [.. Enumerable.Range(0, 30).Select(n => n == 0 ? "SI-0101" : $"SI-01{n:00}")]);
        }

        yield return new Revoking("revocation", Middle, scene.Batch, async ct => (await scene.Batch.ActForItselfAsync(ct)).Access);
        yield return new Revoking("revocation-grant", Heavy, scene.Hall, async ct => (await scene.Hall.SignInAsync(scene.PersonCookies, ct)).Refresh!);
        yield return new Plain("device", Middle, ct => scene.Kiosk.AskAsync(ct));
        yield return new Polling("device-poll", Light, tooSoon: false, scene.Kiosk);
        yield return new Polling("device-poll-soon", Light, tooSoon: true, scene.Kiosk);
        if (scene.IsProduct)
        {
            yield return new PageShowing("sign-in-page", Heavy, scene);
            yield return new SigningIn("sign-in", Heavy / 2, scene);
        }
    }

    private static async Task IntrospectAsync(Scene scene, string token, CancellationToken ct)
    {
        if (!await scene.Batch.IntrospectAsync(token, ct))
            throw new WrongAnswerException("A live token is not active.");
    }
}
