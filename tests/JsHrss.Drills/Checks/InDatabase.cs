using JsHrss.Drills.Load;
using JsHrss.Drills.Rig;

namespace JsHrss.Drills.Checks;

/// <summary>The same questions put to the database itself, past the program.</summary>
internal static class InDatabase
{
    private static readonly (string What, string Sql)[] MustBeNone =
    [
        ("refresh tokens that are the successor of two", "select count(*) from (select successor from refresh_token where successor is not null group by successor having count(*) > 1) x"),
        ("successors that were named but never kept", """select count(*) from refresh_token p where p.successor is not null and not exists (select 1 from refresh_token s where s.id = p.successor and s."grant" = p."grant")"""),
        ("grants with two first refresh tokens", """select count(*) from (select "grant" from refresh_token t where not exists (select 1 from refresh_token p where p.successor = t.id) group by "grant" having count(*) > 1) x"""),
        ("grants with two good refresh tokens", """select count(*) from (select "grant" from refresh_token where spent_at is null group by "grant" having count(*) > 1) x"""),
        ("refresh tokens without a spent code", """select count(*) from refresh_token t where not exists (select 1 from authorization_code c where c."grant" = t."grant" and c.spent_at is not null)"""),
        ("spent codes without the attempt that spent them", "select count(*) from authorization_code where (spent_at is null) <> (attempt is null)"),
        ("open grants of ended sessions", """select count(*) from "grant" g join session s on s.id = g.session where s.ended_at is not null and g.ended_at is null and not g.offline and exists (select 1 from refresh_token t where t."grant" = g.id and t.last_used_at > s.ended_at + 1000)"""),
        ("facts of one redemption written twice", "select count(*) from (select id from audit_fact group by id having count(*) > 1) x"),
    ];

    public static async Task<string> CheckAsync(Postgres database, Crowd crowd, Tally tally)
    {
        foreach (var (what, sql) in MustBeNone)
        {
            if (await database.CountAsync(sql) is > 0 and var found)
                tally.Violated($"in the database: {found} {what}");
        }

        var known = (await database.AskAsync("""select t.id, t.spent_at is not null, g.ended_at is not null from refresh_token t join "grant" g on g.id = t."grant" """))
            .Select(line => line.Split('|')).ToDictionary(line => Guid.Parse(line[0]), line => (Spent: line[1] == "t", Ended: line[2] == "t"));
        var checkedTokens = 0;
        foreach (var family in crowd.Families)
        {
            for (var n = 0; n < family.Refresh.Count; n++)
            {
                checkedTokens++;
                if (!known.TryGetValue(RelyingParty.KeyOf(family.Refresh[n]), out var row))
                    tally.Violated("in the database: a refresh token that was handed out is not there");
                else if (n < family.Refresh.Count - 1 && !row.Spent)
                    tally.Violated("in the database: a rotated refresh token is not spent");
                else if (family.Fate == Fate.Lives && row.Ended)
                    tally.Violated("in the database: a living family is ended");
                else if (family.Fate is Fate.Revoked or Fate.Ended && !row.Ended)
                    tally.Violated($"in the database: a family that was {family.Fate} is open");
            }
        }

        return $"{checkedTokens} handed-out refresh tokens and {MustBeNone.Length} rules checked in the database";
    }
}
