using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Configuration;

/// <summary>The one row of <c>config_version</c>: whoever changes what nodes hold in memory raises the version in the same transaction.</summary>
/// <param name="Version">Grows with every change; 0: nothing was changed yet.</param>
/// <param name="NotBefore">From when on grants, tokens and sessions count, UTC; null: no bound.</param>
/// <param name="Now">The database's own time; null: it has none of its own.</param>
internal readonly record struct ConfigVersion(long Version, DateTimeOffset? NotBefore, DateTimeOffset? Now)
{
    // The one statement that asks the database for its time; every other one is told the time (storage design §1).
    private static readonly Sql ReadSql = new(
        sqlite: "select v.version, v.not_before, null from (select 1 as n) o left join config_version v on v.id = o.n",
        postgreSql: "select v.version, v.not_before, (extract(epoch from clock_timestamp()) * 1000)::bigint from (select 1 as n) o left join config_version v on v.id = o.n",
        sqlServer: "select v.version, v.not_before, datediff_big(millisecond, cast('1970-01-01T00:00:00+00:00' as datetimeoffset), sysdatetimeoffset()) from (select 1 as n) o left join config_version v on v.id = o.n");

    private static readonly Sql ChangedSql = Sql.Of(
        "insert into config_version(id, version) values (1, 1) on conflict(id) do update set version = config_version.version + 1",
        sqlServer: """
        merge into config_version with (holdlock) as t using (values (1)) as s(one) on t.id = s.one
        when matched then update set version = t.version + 1
        when not matched then insert (id, version) values (1, 1)
        """);

    private const string NotBeforeSql = "update config_version set not_before = case when not_before > @at then not_before else @at end where id = 1";

    public static ConfigVersion Read(StatementCache statements)
    {
        using var row = statements.Get(ReadSql).Read();
        row.Read();
        return new ConfigVersion(row.IsDBNull(0) ? 0 : row.GetInt64(0), row.GetInstantOrNull(1), row.GetInstantOrNull(2));
    }

    /// <summary>Every node loads anew within a second.</summary>
    public static void Changed(LaneWrite write) => write.Prepare(ChangedSql).Send();

    /// <summary>Cuts everything made before now. The bound is the next whole second, because tokens tell their time in whole seconds; it never goes back.</summary>
    public static DateTimeOffset CutBefore(LaneWrite write, DateTimeOffset now)
    {
        var bound = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);
        Changed(write);
        write.Prepare(NotBeforeSql).Bind("@at", bound).Send();
        return bound;
    }
}
