using System.Data.Common;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Statements;

/// <summary>The state columns of session, person, membership, unit and mandate, joined into every look-up of a grant.</summary>
internal static class StandingSql
{
    public const string Columns = $"s.id, s.idle_until, s.absolute_until, s.ended_at, {PersonSql.Columns}, {UnitSql.Columns}";

    // A membership of another person is no membership (case UN-01).
    public const string JoinedToGrant = $"""
        left join session s on s.id = g.session left join person p on p.id = g.person left join membership m on m.id = g.context and m.person = g.person {UnitSql.Joined}
        """;

    private const int PersonAt = 4;
    private const int UnitAt = PersonAt + PersonSql.Width;

    public static HouseStanding Read(DbDataReader row, int at, Grant grant, FieldCipher cipher, MemberTags tags) => row.IsDBNull(at + PersonAt)
        ? HouseStanding.OfNobody
        : new HouseStanding(new ContextStanding(
            PersonSql.Read(row, at + PersonAt, cipher),
            Session(row, at),
            grant.Entitlement.Context is { } context ? SessionContext.Read(context.Value) ?? SessionContext.Self : SessionContext.Self,
            UnitSql.Read(row, at + UnitAt, tags)));

    private static SessionState? Session(DbDataReader row, int at) => row.IsDBNull(at)
        ? null
        : new SessionState(new SessionId(row.GetKey(at)), row.GetInstant(at + 1), row.GetInstant(at + 2), row.GetInstantOrNull(at + 3));
}
