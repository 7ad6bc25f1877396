using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>The schema on SQLite.</summary>
internal sealed class SqliteHallDb(DbContextOptions<SqliteHallDb> options) : HallDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // Most significant byte first, so that time-ordered keys are stored in the order they were made.
        configurationBuilder.Properties<Guid>().HaveConversion<StoredKeyConverter>().HaveMaxLength(16);
    }
}
