using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Audit;

/// <summary>How the place of a fact, <c>audit_fact.tx</c>, is compared and read. It is a number everywhere but on SQL Server, whose <c>rowversion</c> is eight bytes, most significant first.</summary>
internal static class FactPlace
{
    /// <summary>A parameter to compare the column with.</summary>
    public static string Bound(Dialect dialect, string parameter) => dialect == Dialect.SqlServer ? $"cast({parameter} as binary(8))" : parameter;

    /// <summary>The column as a number.</summary>
    public static string Number(Dialect dialect, string column) => dialect == Dialect.SqlServer ? $"cast({column} as bigint)" : column;
}
