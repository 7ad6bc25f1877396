using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Tests.Databases;

internal sealed class SqliteFiles : TestDatabase
{
    public override string Provider => "Sqlite";

    public override Task<string> MakeAsync(string folder, bool isEmpty) => Task.FromResult($"Data Source={Path.Combine(folder, "idp.db")}");

    public override string NoKey => "x'00000000000000000000000000000000'";

    public override string UnguardFacts => "drop trigger audit_fact_no_update";

    public override string RandomKey => "randomblob(16)";

    public override bool IsConstraint(DbException failure) => failure is SqliteException { SqliteErrorCode: 19 };

    public override string Bytes(string hex) => $"x'{hex}'";

    public override string TextOf(string key) => $"hex({key})";

    public override string Refuse(string table) => $"create trigger no_{table} before insert on {table} begin select raise(abort, 'full'); end";

    public override DbConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }
}
