using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace JsHrss.Storage.Rows;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model without a server, for SQL Server.</summary>
internal sealed class SqlServerHallDbDesign : IDesignTimeDbContextFactory<SqlServerHallDb>
{
    public SqlServerHallDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqlServerHallDb>().UseSqlServer("Server=localhost;Database=design").Options);
}
