using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>A relying party asks what an agent of a unit may do now: one item, or a menu of them. Nothing of it is cached at the server.</summary>
internal sealed class Evaluating(string name, int count, Scene scene, params string[] items) : Operation(name, count)
{
    private const string Unit = "13150819";

    private string _subject = "";

    public override async Task PrepareAsync(int requests, CancellationToken ct) => _subject = (await scene.UnitDesk.SignInAsync(scene.AgentCookies, ct)).Subject;

    public override Task OnceAsync(int worker, int number, CancellationToken ct) => scene.UnitDesk.EvaluateAsync(_subject, Unit, items, ct);
}
