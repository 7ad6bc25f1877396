using System.Data.Common;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.Servers;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Tests.Lanes.Servers;

/// <summary>A server of which nothing is there but its connections, so that they can fail in ways that no real one can be made to.</summary>
internal sealed class BareServer() : ServerConnector(new BareFaults())
{
    /// <summary>What a commit throws.</summary>
    public Exception? Commit { get; set; }

    /// <summary>What closing a connection throws.</summary>
    public Exception? Close { get; set; }

    public int Opened { get; private set; }

    protected override ServerSession Connect(CommandMeter? meter)
    {
        Opened++;
        return new BareSession(this);
    }

    /// <summary>An answer that does not come.</summary>
    public sealed class Silence : DbException;

    private sealed class BareFaults : ServerFaults
    {
        public override bool IsRefusal(DbException failure) => false;

        public override bool IsLoss(DbException failure) => true;

        public override bool IsAboutLocks(DbException failure) => false;

        public override bool MayRunAgain(DbException failure) => failure is not Silence;

        public override bool IsAboutTheStore(DbException failure) => true;

        public override bool IsReadOnly(DbException failure) => false;
    }

    private sealed class BareSession : ServerSession
    {
        private readonly BareServer server;
        private readonly SqliteConnection connection = new("Data Source=:memory:");

        public BareSession(BareServer server)
        {
            this.server = server;
            connection.Open();
        }

        public override Dialect Dialect => Dialect.PostgreSql;

        public override DbConnection Connection => connection;

        public override void Fresh()
        {
        }

        public override void Begin(bool presumes) => Presumes = presumes;

        public override void Rollback()
        {
        }

        public override DbTransaction BeginForEf() => throw new NotSupportedException();

        public override void OneAtATime(string what) => throw new NotSupportedException();

        public override void Gather(Statement look) => throw new NotSupportedException();

        public override DbDataReader ReadGathered() => throw new NotSupportedException();

        protected override void SendCommit()
        {
            if (server.Commit is { } failure)
                throw failure;
        }

        protected override Statement Make(string sql) => throw new NotSupportedException();

        protected override void Enter(Statement statement) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            connection.Dispose();
            if (server.Close is { } failure)
                throw failure;
        }
    }
}
