using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace JsHrss.Storage.Rows;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model without a server, for SQLite.</summary>
internal sealed class SqliteHallDbDesign : IDesignTimeDbContextFactory<SqliteHallDb>
{
    public SqliteHallDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteHallDb>().UseSqlite("Data Source=design.db").Options);
}
