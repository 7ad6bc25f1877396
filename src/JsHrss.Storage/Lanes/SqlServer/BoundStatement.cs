using System.Data;
using System.Text;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Lanes.SqlServer;

/// <summary>What is done about the number of rows a statement changed.</summary>
internal enum Counted
{
    /// <summary>Nobody asks.</summary>
    No = 0,

    /// <summary>It answers with the number.</summary>
    Told = 1,

    /// <summary>Anything but one is an error, which ends the batch and undoes the transaction (<c>xact_abort</c>), so that nothing behind it runs.</summary>
    MustBeOne = 2,
}

/// <summary>A value and how it is sent. Lengths are rounded, so that the server sees one form of a statement and not one for each length.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Size">Its greatest length; -1: any; 0: the type has one.</param>
/// <param name="Value">The value, or <see cref="DBNull"/>.</param>
internal readonly record struct BoundValue(SqlDbType Type, int Size, object Value);

/// <summary>A statement with the values it is sent with.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Values">One for each of its parameters.</param>
/// <param name="Counted">What is done about the rows it changed.</param>
internal sealed record BoundStatement(StatementText Text, BoundValue[] Values, Counted Counted = Counted.No)
{
    /// <summary>Writes it behind others.</summary>
    public void AppendTo(StringBuilder batch, SqlParameterCollection parameters)
    {
        var first = parameters.Count;
        Text.AppendTo(batch, first);
        batch.Append(";\n").Append(Counted switch
        {
            Counted.Told => "select @@rowcount;\n",
            Counted.MustBeOne => SqlServerFaults.RefuseUnlessOne,
            _ => "",
        });
        for (var i = 0; i < Values.Length; i++)
            parameters.Add(new SqlParameter($"@p{first + i}", Values[i].Type, Values[i].Size) { Value = Values[i].Value });
    }
}
