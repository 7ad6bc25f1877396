using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>The password form of a waiting request is sent and a session begins. The server hashes with one iteration, so the hash is not in it.</summary>
internal sealed class SigningIn(string name, int count, Scene scene) : Operation(name, count)
{
    private SignInForm[] _forms = [];

    public override async Task PrepareAsync(int requests, CancellationToken ct)
    {
        _forms = new SignInForm[requests];
        for (var i = 0; i < requests; i++)
            _forms[i] = await scene.FillInAsync(scene.Hall, ct, ("Account", scene.Accounts[i % scene.Accounts.Count]), ("Password", Scene.Password));
    }

    public override async Task OnceAsync(int worker, int number, CancellationToken ct) => await scene.SendAsync(_forms[number], ct);
}
