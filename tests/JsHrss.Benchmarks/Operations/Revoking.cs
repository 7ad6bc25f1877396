using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>Each token is given back once; one of every round is looked at before and after.</summary>
internal sealed class Revoking(string name, int count, Relying client, Func<CancellationToken, Task<string>> fresh) : Operation(name, count)
{
    private string[] _tokens = [];
    private string? _revoked;

    public override async Task PrepareAsync(int requests, CancellationToken ct)
    {
        if (_revoked is not null && await client.IntrospectAsync(_revoked, ct))
            throw new WrongAnswerException("A revoked token is still active.");
        _tokens = new string[requests];
        for (var i = 0; i < requests; i++)
            _tokens[i] = await fresh(ct);
        if (!await client.IntrospectAsync(_tokens[^1], ct))
            throw new WrongAnswerException("A token is not active before it is revoked.");
        _revoked = _tokens[^1];
    }

    public override Task OnceAsync(int worker, int number, CancellationToken ct) => client.RevokeAsync(_tokens[number], ct);
}
