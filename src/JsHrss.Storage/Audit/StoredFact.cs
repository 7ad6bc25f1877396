using System.Data.Common;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>A fact as it stands in the database, with its detail if that is still there.</summary>
/// <param name="Row">The fact.</param>
/// <param name="Salt">Of the detail; null: there is none, or it was erased.</param>
/// <param name="Detail">Sealed.</param>
internal sealed record StoredFact(AuditFactRow Row, byte[]? Salt, byte[]? Detail)
{
    private const string Columns =
        "f.id, f.at, f.node, f.trace, f.code, f.outcome, f.reason, f.actor, f.subject, f.unit, f.membership, f.mandate, f.client, f.address, f.port, f.agent, f.detail_digest, f.mac_alg, f.mac_key, f.mac";

    private const int DetailAt = 21;

    /// <summary>The next facts after a place, below another.</summary>
    public static Sql PageSql { get; } = Sql.Of(dialect =>
    {
        var (from, to) = (FactPlace.Bound(dialect, "@tx"), FactPlace.Bound(dialect, "@to"));
        return $"""
            select {FactPlace.Number(dialect, "f.tx")}, {Columns}, d.salt, d.detail_sealed from audit_fact f left join audit_detail d on d.fact = f.id
            where f.tx >= {from} and (f.tx > {from} or f.id > @id) and f.tx < {to} order by f.tx, f.id {Sql.Limit(dialect, "@limit")}
            """;
    });

    public static StoredFact Read(DbDataReader row)
    {
        var tx = row.GetInt64(0);
        try
        {
            return new StoredFact(Fact(row, tx), row.GetBytesOrNull(DetailAt), row.GetBytesOrNull(DetailAt + 1));
        }
        catch (Exception failure) when (failure is InvalidCastException or ArgumentException or FormatException or OverflowException)
        {
            // Somebody put what is no fact into the row: its MAC cannot verify, and it is named by its place.
            return new StoredFact(new AuditFactRow { Tx = tx, Node = "", Code = "", Outcome = "", Mac = [] }, null, null);
        }
    }

    private static AuditFactRow Fact(DbDataReader row, long tx) => new()
    {
        Tx = tx,
        Id = row.GetKey(1),
        At = row.GetInt64(2),
        Node = row.GetString(3),
        Trace = row.GetTextOrNull(4),
        Code = row.GetString(5),
        Outcome = row.GetString(6),
        Reason = row.GetTextOrNull(7),
        Actor = row.GetKeyOrNull(8),
        Subject = row.GetKeyOrNull(9),
        Unit = row.GetKeyOrNull(10),
        Membership = row.GetKeyOrNull(11),
        Mandate = row.GetKeyOrNull(12),
        Client = row.GetTextOrNull(13),
        Address = row.GetTextOrNull(14),
        Port = row.GetNumberOrNull(15),
        Agent = row.GetTextOrNull(16),
        DetailDigest = row.GetBytesOrNull(17),
        MacAlgorithm = row.GetInt32(18),
        MacKeyVersion = row.GetInt32(19),
        Mac = row.GetBytes(20),
    };
}
