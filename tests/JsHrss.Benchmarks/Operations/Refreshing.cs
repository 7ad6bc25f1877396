using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>Refresh: each connection has a refresh token of its own, which it keeps, or which every answer replaces.</summary>
internal sealed class Refreshing(string name, int count, int workers, bool rotating, Relying client, Scene scene) : Operation(name, count)
{
    private readonly string[] _tokens = new string[workers];

    public override async Task PrepareAsync(int requests, CancellationToken ct)
    {
        for (var worker = 0; worker < workers; worker++)
            _tokens[worker] = (await client.SignInAsync(scene.PersonCookies, ct)).Refresh ?? throw new WrongAnswerException("The code flow gave no refresh token.");
    }

    public override async Task OnceAsync(int worker, int number, CancellationToken ct)
    {
        var successor = (await client.RefreshAsync(_tokens[worker], ct)).Refresh;
        if (successor is not null != rotating)
            throw new WrongAnswerException(rotating ? "A rotating refresh token was not replaced." : "A kept refresh token was replaced.");
        _tokens[worker] = successor ?? _tokens[worker];
    }
}
