using JsHrss.Storage.Migrations;
using JsHrss.Storage.Startup;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace JsHrss.Storage.Rows;

/// <summary>The schema on SQL Server.</summary>
internal sealed class SqlServerHallDb(DbContextOptions<SqlServerHallDb> options) : HallDb(options)
{
    /// <summary>Code point by code point: a client, a key id or a code is never another one in capitals, as it would be by the server's usual collation.</summary>
    private const string Exact = "Latin1_General_100_BIN2";

    private const string SnapshotsSql = "select is_read_committed_snapshot_on as ReadCommitted, cast(case when snapshot_isolation_state = 1 then 1 else 0 end as bit) as Snapshots from sys.databases where database_id = db_id()";

    // Alone or not at all: to wait for others would hold them up, to throw them out is the operator's to decide.
    private const string ReadCommittedSql = "alter database current set read_committed_snapshot on with no_wait";

    private const string SnapshotSql = "alter database current set allow_snapshot_isolation on";

    public override string? Misfit
    {
        get
        {
            var isolation = Isolation();
            return isolation is { ReadCommitted: true, Snapshots: true } ? null
                : "The database does not read by versions (READ_COMMITTED_SNAPSHOT and ALLOW_SNAPSHOT_ISOLATION must be on).";
        }
    }

    public override void Fit()
    {
        var isolation = Isolation();
        if (!isolation.Snapshots)
            Database.ExecuteSqlRaw(SnapshotSql);
        if (isolation.ReadCommitted)
            return;
        try
        {
            Database.ExecuteSqlRaw(ReadCommittedSql);
        }
        catch (SqlException failure)
        {
            throw new InvalidOperationException($"READ_COMMITTED_SNAPSHOT could not be switched on. Nobody else may be connected while that is done ({failure.Message})", failure);
        }
    }

    public override void GrantRights(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ServerRole.Length > 0)
            Database.ExecuteSqlRaw(SqlServerGuards.ForServer(options.ServerRole));
        if (options.AuditorRole.Length > 0)
            Database.ExecuteSqlRaw(SqlServerGuards.ForAuditor(options.AuditorRole));
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<StoredKeyConverter>().HaveColumnType("binary(16)");
        configurationBuilder.Properties<string>().UseCollation(Exact);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<AuditFactRow>(fact =>
        {
            fact.ToTable(table => table.HasTrigger("audit_fact_no_update"));
            fact.HasKey(row => row.Id);
            fact.Metadata.RemoveIndex(fact.HasIndex(row => row.Id, "audit_fact_id").Metadata);
            // Given by the server at the insert, and greater than every one before: below min_active_rowversion() nothing appears any more.
            fact.Property(row => row.Tx).HasConversion(new NumberToBytesConverter<long>()).HasColumnType("rowversion").IsRowVersion();
            fact.HasIndex(row => row.Tx, "audit_fact_tx").IsUnique();
        });
        modelBuilder.Entity<SignalRow>(signal =>
        {
            signal.HasKey(row => row.Id);
            signal.Metadata.RemoveIndex(signal.HasIndex(row => row.Id, "signal_id").Metadata);
            signal.Property(row => row.Tx).HasConversion(new NumberToBytesConverter<long>()).HasColumnType("rowversion").IsRowVersion();
            signal.HasIndex(row => row.Tx, "signal_tx").IsUnique();
        });
        modelBuilder.Entity<OutboxRow>(outbox =>
        {
            // A filtered index knows no "or".
            outbox.Metadata.RemoveIndex(outbox.HasIndex(row => new { row.Kind, row.Target }, "outbox_held").Metadata);
            outbox.HasIndex(row => new { row.Kind, row.Target }, "outbox_tried").HasFilter("done_at is null and attempts > 0");
            outbox.HasIndex(row => new { row.Kind, row.Target }, "outbox_leased").HasFilter("done_at is null and lease_until is not null");
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.IsKey() || property.IsIndex()))
            Limit(property);
    }

    /// <summary>What an index holds has an end here: 900 bytes in a primary key, 1,700 in another, two a character.</summary>
    private static void Limit(IMutableProperty property)
    {
        if (property.ClrType == typeof(string))
            property.SetMaxLength(property.GetColumnName() switch { "client" or "target" or "issuer" => 360, "dedupe" or "reference" => 200, "kind" => 40, _ => 100 });
        else if (property.ClrType == typeof(byte[]))
            property.SetMaxLength(64);
    }

    private IsolationRow Isolation() => Database.SqlQueryRaw<IsolationRow>(SnapshotsSql).AsEnumerable().Single();

    private sealed class IsolationRow
    {
        public bool ReadCommitted { get; init; }

        public bool Snapshots { get; init; }
    }
}
