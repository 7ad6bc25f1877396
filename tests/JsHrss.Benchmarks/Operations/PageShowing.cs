using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>The sign-in page of a waiting request.</summary>
internal sealed class PageShowing(string name, int count, Scene scene) : Operation(name, count)
{
    private string _path = "";
    private string _cookies = "";

    public override async Task PrepareAsync(int requests, CancellationToken ct) => (_path, _cookies) = await scene.AtSignInPageAsync(scene.Hall, ct);

    public override async Task OnceAsync(int worker, int number, CancellationToken ct) =>
        (await scene.Connections.GetAsync(_path, _cookies, null, ct)).Page("name=\"Password\"");
}
