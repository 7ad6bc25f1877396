using System.Data.Common;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Statements.Sqlite;

/// <summary>The state columns of session, person, membership, unit and mandate, joined into every look-up.</summary>
internal static class StandingSql
{
    public const string Columns = "p.id";

    public const string JoinedToGrant = """
        left join session s on s.id = g.session left join person p on p.id = g.person left join membership m on m.id = g.context
        left join unit u on u.id = m.unit left join mandate d on d.membership = m.id left join institution i on i.id = m.institution
        """;

    public static IStanding Read(DbDataReader row, int at) => new Temp();
    private sealed class Temp : IStanding;
}
