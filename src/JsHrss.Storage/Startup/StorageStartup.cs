using System.Collections.Immutable;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Rows;
using JsHrss.Storage.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Startup;

internal sealed class StorageStartup(IHallDatabase database, IOptions<DatabaseOptions> options, SigningKeyRing signingKeys, ISigningKeyDesk signingDesk, KeyRing keyRing, ConfigWatch watch, IOptions<KeysOptions> keys, IOptions<AuditOptions> audit, IHostEnvironment environment) : IStorageStartup
{
    private const string Migrate = "Run: dotnet JsHrss.IdP.dll migrate";

    public async ValueTask PrepareAsync(CancellationToken ct)
    {
        _ = (keys.Value, audit.Value); // wrong settings are told before anything is done with them
        if (environment.IsDevelopment())
            await MigrateAsync(ct).ConfigureAwait(false);
        else
            CheckSchema();
        await watch.AskAsync(ct).ConfigureAwait(false);
        if (signingKeys.Missing.ToArray() is { Length: > 0 } missing)
            throw new InvalidOperationException($"There is no signing key for {string.Join(", ", missing)} (Keys:Algorithms). {Migrate}");
        if (keyRing.IsEmpty)
            throw new InvalidOperationException($"There is no ring key. {Migrate}");
    }

    public async ValueTask<Migrated> MigrateAsync(CancellationToken ct)
    {
        using var db = database.OpenSchema(asOwner: true);
        var applied = MigrateSchema(db);
        watch.SetClock();
        var signing = await signingDesk.MakeMissingAsync(ct).ConfigureAwait(false);
        return new Migrated(applied, signing, keyRing.MakeFirst());
    }

    public void CheckSchema()
    {
        using var db = database.OpenSchema(asOwner: false);
        if (!IsOneAhead(db) && Foreign(db) is { } foreign)
            throw new InvalidOperationException($"The database's schema is newer than this program: it holds the migration {foreign}. Install the version of the program that made it.");
        if (db.Database.GetPendingMigrations().Any())
            throw new InvalidOperationException($"The database's schema is older than this program. {Migrate}");
        if (db.Misfit is { } misfit)
            throw new InvalidOperationException($"{misfit} {Migrate}");
        watch.SetClock();
    }

    private ImmutableArray<string> MigrateSchema(HallDb db)
    {
        if (IsOneAhead(db))
            return [];
        if (Foreign(db) is { } foreign)
        {
            throw new InvalidOperationException(environment.IsDevelopment()
                ? $"The database was made by another version of this program ({foreign}). In Development start anew: dotnet run --project samples/LocalHall -- --fresh"
                : $"The database's schema is newer than this program: it holds the migration {foreign}. Install the version of the program that made it.");
        }

        db.Fit();
        var pending = db.Database.GetPendingMigrations().ToImmutableArray();
        if (pending.Length > 0)
            db.Database.Migrate();
        db.GrantRights(options.Value);
        return pending;
    }

    /// <summary>
    /// The next version has migrated already, while nodes of this one still serve or are started once more (case FT-11): every migration leaves the program before it working.
    /// With SQLite there is one node, and no version beside another.
    /// </summary>
    private bool IsOneAhead(HallDb db) => database.Dialect != Dialect.Sqlite
        && db.Database.GetAppliedMigrations().Except(db.Database.GetMigrations(), StringComparer.Ordinal).Count() == 1
        && !db.Database.GetPendingMigrations().Any();

    private static string? Foreign(HallDb db)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        return db.Database.GetAppliedMigrations().FirstOrDefault(applied => !known.Contains(applied));
    }
}
