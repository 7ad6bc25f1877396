using System.Data.Common;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>The table of seals, and where facts stand beside it.</summary>
internal static class SealTable
{
    private const string Columns = "number, epoch, from_tx, to_tx, count, merkle_root, previous_hash, hash, mac_alg, mac_key, mac, at";

    private static readonly Sql LastSql = Sql.Of(dialect => $"select {Columns} from audit_seal order by number desc {Sql.Limit(dialect, "1")}");

    private static readonly Sql PageSql = Sql.Of(dialect => $"select {Columns} from audit_seal where number >= @from order by number {Sql.Limit(dialect, "@limit")}");

    // Two sealers meet here: the one who comes second inserts nothing.
    private const string Insertion = $"""
        insert into audit_seal({Columns})
        select @number, @epoch, @from_tx, @to_tx, @count, @merkle_root, @previous_hash, @hash, @mac_alg, @mac_key, @mac, @at
        """;

    private static readonly Sql InsertSql = Sql.Of(
        $"{Insertion} where not exists(select 1 from audit_seal where number = @number) on conflict do nothing",
        sqlServer: $"{Insertion} where not exists(select 1 from audit_seal with (updlock, holdlock) where number = @number)");

    /// <summary>
    /// Below this <c>tx</c> nothing can appear any more. SQLite has one writer, and its numbers only grow. PostgreSQL numbers transactions as they begin; all before the oldest one that
    /// still runs are over, so a long transaction holds the sealer up and never slips a fact under a seal. SQL Server numbers rows as they are written, and knows the smallest number
    /// that is not committed yet.
    /// </summary>
    private static readonly Sql HorizonSql = new(
        sqlite: "select coalesce(max(tx), 0) + 1 from audit_fact",
        postgreSql: "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
        sqlServer: "select cast(min_active_rowversion() as bigint)");

    private static readonly Sql FirstSinceSql = Sql.Of(dialect => $"select number from audit_seal where at >= @since order by number {Sql.Limit(dialect, "1")}");

    private static readonly Sql OldestSql = Sql.Of(dialect => $"select at from audit_fact where tx >= {FactPlace.Bound(dialect, "@from")} order by tx {Sql.Limit(dialect, "1")}");

    public static AuditSealRow? Last(StatementCache statements)
    {
        using var row = statements.Get(LastSql).Read();
        return row.Read() ? Read(row) : null;
    }

    public static List<AuditSealRow> Page(StatementCache statements, long from, int limit)
    {
        var page = new List<AuditSealRow>(limit);
        using var row = statements.Get(PageSql).Bind("@from", from).Bind("@limit", limit).Read();
        while (row.Read())
            page.Add(Read(row));
        return page;
    }

    /// <summary>False: somebody else made this seal.</summary>
    public static bool Insert(LaneWrite write, AuditSealRow seal) => write.Prepare(InsertSql)
        .Bind("@number", seal.Number)
        .Bind("@epoch", seal.Epoch)
        .Bind("@from_tx", seal.FromTx)
        .Bind("@to_tx", seal.ToTx)
        .Bind("@count", seal.Count)
        .Bind("@merkle_root", seal.MerkleRoot)
        .Bind("@previous_hash", seal.PreviousHash)
        .Bind("@hash", seal.Hash)
        .Bind("@mac_alg", seal.MacAlgorithm)
        .Bind("@mac_key", seal.MacKeyVersion)
        .Bind("@mac", seal.Mac)
        .Bind("@at", seal.At)
        .Run() == 1;

    public static long Horizon(StatementCache statements) => statements.Get(HorizonSql).Number() ?? 0;

    /// <summary>When the first fact from a place on was told; null: there is none.</summary>
    public static DateTimeOffset? OldestFrom(StatementCache statements, long from) =>
        statements.Get(OldestSql).Bind("@from", from).Number() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Number of the first seal made at an instant or later; null: there is none.</summary>
    public static long? FirstSince(StatementCache statements, DateTimeOffset since) => statements.Get(FirstSinceSql).Bind("@since", since).Number();

    private static AuditSealRow Read(DbDataReader row)
    {
        var number = row.GetInt64(0);
        try
        {
            return new AuditSealRow
            {
                Number = number,
                Epoch = row.GetInt32(1),
                FromTx = row.GetInt64(2),
                ToTx = row.GetInt64(3),
                Count = row.GetInt32(4),
                MerkleRoot = row.GetBytes(5),
                PreviousHash = row.GetBytes(6),
                Hash = row.GetBytes(7),
                MacAlgorithm = row.GetInt32(8),
                MacKeyVersion = row.GetInt32(9),
                Mac = row.GetBytes(10),
                At = row.GetInt64(11),
            };
        }
        catch (Exception failure) when (failure is InvalidCastException or FormatException or OverflowException)
        {
            // What is no seal verifies as none, and is named by its number.
            return new AuditSealRow { Number = number, MerkleRoot = [], PreviousHash = [], Hash = [], Mac = [] };
        }
    }
}
