using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>An access token is presented: the same one again and again, or each only once, so that the state behind it must be read.</summary>
internal sealed class Presenting(string name, int count, bool once, Scene scene, Func<string, CancellationToken, Task> present) : Operation(name, count)
{
    private string[] _tokens = [];

    public override async Task PrepareAsync(int requests, CancellationToken ct)
    {
        var first = await scene.Hall.SignInAsync(scene.PersonCookies, ct);
        _tokens = new string[once ? requests : 1];
        _tokens[0] = first.Access;
        for (var i = 1; i < _tokens.Length; i++)
            _tokens[i] = (await scene.Hall.RefreshAsync(first.Refresh!, ct)).Access;
    }

    public override Task OnceAsync(int worker, int number, CancellationToken ct) => present(_tokens[once ? number : 0], ct);
}
