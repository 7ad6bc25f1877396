using JsHrss.Storage.Migrations;
using JsHrss.Storage.Startup;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>The schema on PostgreSQL.</summary>
internal sealed class PostgreSqlHallDb(DbContextOptions<PostgreSqlHallDb> options) : HallDb(options)
{
    public override void GrantRights(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ServerRole.Length > 0)
            Database.ExecuteSqlRaw(AuditGuards.ForServer(options.ServerRole));
        if (options.AuditorRole.Length > 0)
            Database.ExecuteSqlRaw(AuditGuards.ForAuditor(options.AuditorRole));
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<AuditFactRow>(fact =>
        {
            fact.HasKey(row => row.Id);
            fact.Metadata.RemoveIndex(fact.HasIndex(row => row.Id, "audit_fact_id").Metadata);
            // The transaction's own number, known when it begins: in the order (tx, id) nothing appears any more below pg_snapshot_xmin(pg_current_snapshot()).
            // As a number, because xid8 can be compared with nothing else.
            fact.Property(row => row.Tx).HasDefaultValueSql("pg_current_xact_id()::text::bigint").ValueGeneratedOnAdd();
            fact.HasIndex(row => new { row.Tx, row.Id }, "audit_fact_tx");
        });
        modelBuilder.Entity<SignalRow>(signal =>
        {
            signal.HasKey(row => row.Id);
            signal.Metadata.RemoveIndex(signal.HasIndex(row => row.Id, "signal_id").Metadata);
            signal.Property(row => row.Tx).HasDefaultValueSql("pg_current_xact_id()::text::bigint").ValueGeneratedOnAdd();
            signal.HasIndex(row => new { row.Tx, row.Id }, "signal_tx");
        });
    }
}
