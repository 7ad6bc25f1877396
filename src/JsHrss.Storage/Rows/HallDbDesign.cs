using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace JsHrss.Storage.Rows;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model without a server.</summary>
internal sealed class HallDbDesign : IDesignTimeDbContextFactory<HallDb>
{
    public HallDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<HallDb>().UseSqlite("Data Source=design.db").Options);
}
