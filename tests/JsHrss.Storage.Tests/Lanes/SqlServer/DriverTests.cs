using System.Data;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Tests.Lanes.SqlServer;

public sealed class DriverTests
{
    /// <summary>The driver loads Microsoft.SqlServer.Server to infer a type. Without that assembly everything builds, and the first such parameter throws.</summary>
    [Fact]
    public void The_driver_finds_the_assembly_it_binds_to() => Assert.Equal(SqlDbType.NVarChar, new SqlParameter("@a", "x").SqlDbType);
}
