using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace JsHrss.Storage.Rows;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model without a server, for PostgreSQL.</summary>
internal sealed class PostgreSqlHallDbDesign : IDesignTimeDbContextFactory<PostgreSqlHallDb>
{
    public PostgreSqlHallDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlHallDb>().UseNpgsql("Host=localhost;Database=design").Options);
}
