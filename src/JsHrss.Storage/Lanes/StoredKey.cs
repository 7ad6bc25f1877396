using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Lanes;

/// <summary>Keys as they are stored: 16 bytes, most significant first, so that time-ordered keys sort by time; on PostgreSQL as <c>uuid</c>, which sorts alike.</summary>
internal static class StoredKey
{
    public static byte[] Of(Guid key) => key.ToByteArray(bigEndian: true);

    public static Guid Read(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);

    // SQL Server's own type for keys sorts by its last bytes first; there a key is sixteen bytes.
    public static Guid GetKey(this DbDataReader row, int column) => row is SqlDataReader ? Read(row.GetBytes(column)) : row.GetGuid(column);

    public static Guid? GetKeyOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetKey(column);

    public static byte[] GetBytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? GetBytesOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    public static string? GetTextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? GetNumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static DateTimeOffset GetInstant(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? GetInstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInstant(column);
}
