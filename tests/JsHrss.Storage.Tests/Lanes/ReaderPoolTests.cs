using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.Sqlite;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Lanes;

public sealed class ReaderPoolTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "FT-07")]
    public async Task When_every_connection_is_busy_a_look_up_is_refused_after_a_bounded_wait_and_served_again_later()
    {
        await using var store = await TestStore.StartAsync(TestDatabase.Sqlite);
        var database = store.Get<IHallDatabase>();
        using var gate = new ManualResetEventSlim();
        var busy = Enumerable.Range(0, ReaderPool.Places).Select(_ => Task.Factory.StartNew(
            () => database.ReadAsync(_ => gate.Wait(TimeSpan.FromSeconds(20)), Ct).AsTask(), Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()).ToArray();
        while (store.Commands.Reads < ReaderPool.Places)
            await Task.Yield();

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await database.ReadAsync(_ => true, Ct));

        gate.Set();
        await Task.WhenAll(busy);
        Assert.True(await database.ReadAsync(_ => true, Ct));
    }
}
