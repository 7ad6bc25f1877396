using JsHrss.Storage.Lanes.Servers;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Lanes.SqlServer;

/// <summary>Opens connections to SQL Server.</summary>
internal sealed class SqlServerConnector(string connectionString) : ServerConnector(new SqlServerFaults())
{
    private readonly string limited = Limited(connectionString);

    protected override ServerSession Connect(CommandMeter? meter)
    {
        var connection = new SqlConnection(limited);
        try
        {
            connection.Open();
            return new SqlServerSession(connection, meter);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string Limited(string connectionString)
    {
        var settings = new SqlConnectionStringBuilder(connectionString)
        {
            Pooling = false, // the workers hold theirs
            Enlist = false,
            MultipleActiveResultSets = false,
            ConnectTimeout = LongestOpening,
            ConnectRetryCount = 0, // a connection that is mended behind our back has lost its settings, and its transaction
            CommandTimeout = 3,
        };
        if (!settings.ShouldSerialize("Application Name"))
            settings.ApplicationName = "jshrss-idp";
        return settings.ToString();
    }
}
