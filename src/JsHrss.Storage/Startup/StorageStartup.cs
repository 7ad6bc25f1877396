using JsHrss.Storage.Lanes;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Rows;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Statements.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace JsHrss.Storage.Startup;

internal sealed class StorageStartup(SqliteDatabase database, SigningKeyRing signingKeys, BusinessItems items, KeyRing keyRing, IHostEnvironment environment) : IStorageStartup
{
    public async ValueTask PrepareAsync(CancellationToken ct)
    {
        var development = environment.IsDevelopment();
        if (development)
            Migrate();
        else
            CheckSchema();
        await items.LoadAsync(ct).ConfigureAwait(false);
        await signingKeys.LoadAsync(ct).ConfigureAwait(false);
        if (development && signingKeys.IsEmpty)
            await signingKeys.MakeFirstAsync(ct).ConfigureAwait(false);
        if (signingKeys.IsEmpty)
            throw new InvalidOperationException("There is no signing key. Run: dotnet JsHrss.IdP.dll migrate");
        if (development)
            keyRing.MakeFirst();
    }

    private void Migrate()
    {
        using var db = Context();
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (db.Database.GetAppliedMigrations().FirstOrDefault(applied => !known.Contains(applied)) is { } foreign)
            throw new InvalidOperationException($"The database was made by another version of this program ({foreign}). In Development start anew: dotnet run --project samples/LocalHall -- --fresh");
        db.Database.Migrate();
    }

    private void CheckSchema()
    {
        using var db = Context();
        if (db.Database.GetPendingMigrations().Any())
            throw new InvalidOperationException("The database's schema is older than this program. Run: dotnet JsHrss.IdP.dll migrate");
    }

    private HallDb Context() => new(new DbContextOptionsBuilder<HallDb>().UseSqlite(database.OpenWriter(), contextOwnsConnection: true).Options);
}
