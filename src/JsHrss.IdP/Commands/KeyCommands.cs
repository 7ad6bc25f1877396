using JsHrss.Storage.Signing;
using JsHrss.Storage.Startup;

namespace JsHrss.IdP.Commands;

/// <summary>Signing keys by hand, while servers run.</summary>
internal static class KeyCommands
{
    public static async Task ListAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        await context.Out.WriteLineAsync($"{"kid",-43}  alg    state      published             active                retired               gone                  revoked");
        foreach (var key in await context.Get<ISigningKeyDesk>().ListAsync(ct))
        {
            await context.Out.WriteLineAsync($"{key.Kid,-43}  {key.Algorithm}  {key.State.ToString().ToLowerInvariant(),-9}  "
                + string.Join("  ", new[] { key.PublishedAt, key.ActiveAt, key.RetiredAt, key.GoneAt, key.RevokedAt }.Select(At)).TrimEnd());
        }
    }

    public static async Task RotateAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        var desk = context.Get<ISigningKeyDesk>();
        var algorithms = (await desk.ListAsync(ct)).Where(key => key.State != KeyState.Revoked).Select(key => key.Algorithm).Distinct().ToArray();
        if (context.Line.Options.GetValueOrDefault("--alg") is { } one)
            algorithms = algorithms.Contains(one) ? [one] : throw new InvalidOperationException($"There is no key for {one}; there are keys for {string.Join(", ", algorithms)}.");
        foreach (var algorithm in algorithms)
        {
            var next = await desk.RotateAsync(algorithm, context.Has("--now"), ct);
            await context.Out.WriteLineAsync($"{algorithm}: the next key is {next.Kid}, published {At(next.PublishedAt)}; it signs from {At(next.ActiveAt)} on");
        }
    }

    public static async Task RevokeAsync(CommandContext context, CancellationToken ct)
    {
        context.Get<IStorageStartup>().CheckSchema();
        var kid = context.Line.Operands[0];
        var cut = context.Has("--cut-grants");
        if (await context.Get<ISigningKeyDesk>().RevokeAsync(kid, cut, ct) is not { } revoked)
            throw new InvalidOperationException($"There is no key {kid}; dotnet JsHrss.IdP.dll keys list shows them.");
        await context.Out.WriteLineAsync($"{revoked.Key.Algorithm} key {kid} is revoked since {At(revoked.Key.RevokedAt)}; what it signed is refused on every node within a second");
        if (revoked.Successor is { } next)
            await context.Out.WriteLineAsync($"its successor {next.Kid} signs now; relying parties that keep the JWK Set see it within minutes");
        await context.Out.WriteLineAsync(revoked.NotBefore is { } bound
            ? $"every grant, token and session made before {At(bound)} is refused"
            : "grants and sessions go on: refresh tokens bring tokens of the successor");
        if (revoked.NotBefore is not null)
            await context.Out.WriteLineAsync(NotBeforeCommand.PartiesAreNotTold);
    }

    private static string At(DateTimeOffset? instant) => instant is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : $"{"-",-20}";
}
