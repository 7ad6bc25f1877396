using System.Data.Common;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>A database behind a network. Several nodes may serve it at once: nothing that must be correct is held outside of it.</summary>
internal abstract class ServerDatabase : IHallDatabase
{
    private readonly ServerConnector connector;
    private readonly CommandMeter meter;
    private readonly WorkerPool pool;

    protected ServerDatabase(ServerConnector connector, int connections, int together, CommandMeter meter)
    {
        (this.connector, this.meter) = (connector, meter);
        pool = new WorkerPool(connections, together, connector, meter);
    }

    public abstract Dialect Dialect { get; }

    public Task<T> WriteAsync<T>(Func<LaneWrite, T> work, CancellationToken ct)
    {
        meter.Write();
        return pool.RunAsync(new ChangeUnit<T>(work, connector.Faults), ct);
    }

    public Task<T> WriteTogetherAsync<T>(Func<LaneWrite, T> work, Guid order, CancellationToken ct)
    {
        meter.Write();
        return pool.RunAsync(new ChangeUnit<T>(work, connector.Faults) { Line = Line.Changes, Order = order }, ct);
    }

    public ValueTask<T> ReadAsync<T>(Func<StatementCache, T> read, CancellationToken ct)
    {
        meter.Read();
        return new ValueTask<T>(pool.RunAsync(new LookUp<T>(read, connector.Faults), ct));
    }

    public ValueTask<T> LookAsync<T>(Func<StatementCache, Statement> ask, Func<DbDataReader, T> read, CancellationToken ct)
    {
        meter.Read();
        return new ValueTask<T>(pool.RunAsync(new OneLook<T>(ask, read, connector.Faults) { Line = Line.Looks }, ct));
    }

    public StatementCache OpenReader() => connector.Open();

    public abstract HallDb OpenSchema(bool asOwner);

    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync().ConfigureAwait(false);
        connector.Dispose();
        GC.SuppressFinalize(this);
    }
}
