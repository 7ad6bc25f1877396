using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Entries of user codes by browser and by network, in the table <c>counter</c>: on all nodes together.</summary>
internal sealed class UserCodeAttempts(IHallDatabase database, LookupIndex index) : IUserCodeAttempts
{
    public async ValueTask<TimeSpan?> TakeAsync(UserCodeEntry entry, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var (browser, network) = Counts(entry);
        return await database.WriteAsync(
            write => (browser is null || write.Take(browser, most: IUserCodeAttempts.MostPerBrowser) is not null) && write.Take(network, most: IUserCodeAttempts.MostPerNetwork) is not null
                ? null
                : write.Undo<TimeSpan?>(entry.Begin + IUserCodeAttempts.Window - entry.At),
            ct).ConfigureAwait(false);
    }

    public async ValueTask ReturnAsync(UserCodeEntry entry, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var (browser, network) = Counts(entry);
        await database.WriteAsync(
            write =>
            {
                if (browser is not null)
                    write.Return(browser);
                write.Return(network);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    private (Count? Browser, Count Network) Counts(UserCodeEntry entry)
    {
        var until = entry.Begin + IUserCodeAttempts.Window;
        return (
            entry.Browser is { } mark ? new Count("user_code.browser", index.Of(LookupKinds.UserCodeBrowser, mark), entry.Begin, until) : null,
            new Count("user_code.network", index.Of(LookupKinds.AttemptNetwork, entry.Network), entry.Begin, until));
    }
}
