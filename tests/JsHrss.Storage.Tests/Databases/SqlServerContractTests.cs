using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Tests.Databases;

/// <summary>Says in every run whether the contract of the store ran on SQL Server.</summary>
public sealed class SqlServerContractTests
{
    private const int FirstThatKnowsIsNotDistinctFrom = 16; // SQL Server 2022

    [Fact(SkipUnless = nameof(SqlServerTests.IsNamed), SkipType = typeof(SqlServerTests), Skip = "JSHRSS_SQLSERVER names no server on which databases may be created: nothing ran on SQL Server.")]
    public async Task The_contract_of_the_store_runs_on_the_SQL_Server_that_is_named()
    {
        Assert.True(
            GetType().Assembly.GetTypes().Any(type => type.Name.EndsWith("OnSqlServer", StringComparison.Ordinal)),
            "The contract was built without SQL Server: build these tests again with JSHRSS_SQLSERVER set.");
        await using var connection = await SqlServerTests.ConnectAsync();
        await using var version = new SqlCommand("select cast(serverproperty('ProductMajorVersion') as int)", connection);
        Assert.InRange((int)(await version.ExecuteScalarAsync(TestContext.Current.CancellationToken))!, FirstThatKnowsIsNotDistinctFrom, int.MaxValue);
    }
}
