using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The statements of one kind of keepsake: one table each, so a handle of one kind never finds another (case CD-11).</summary>
internal sealed class KeepsakeSql
{
    private static readonly KeepsakeSql Codes = new("authorization_code", SealedField.CodePayload, hangsOnGrant: true);
    private static readonly KeepsakeSql RefreshTokens = new("refresh_token", SealedField.RefreshTokenPayload, hangsOnGrant: true);
    private static readonly KeepsakeSql Interactions = new("interaction", SealedField.InteractionPayload, hangsOnGrant: false);
    private static readonly KeepsakeSql PushedRequests = new("pushed_request", SealedField.PushedRequestPayload, hangsOnGrant: false);

    private static readonly KeepsakeSql DeviceCodes = new("device_code", SealedField.DeviceCodePayload, hangsOnGrant: true);

    private KeepsakeSql(string table, SealedField payload, bool hangsOnGrant)
    {
        Payload = payload;
        HangsOnGrant = hangsOnGrant;
        var stands = table is "authorization_code" or "device_code" ? $"and {GrantSql.SignInStands}" : "";
        var open = hangsOnGrant ? $"""coalesce((select case when {GrantSql.IsOpen} {stands} then 1 else 0 end from "grant" g where g.id = t."grant"), 0) = 1""" : "1 = 1";
        var mine = $"t.id = @id and t.digest = @digest and t.client = @client and t.spent_at is null and t.expires_at > @now and {open}";
        Spend = Change(table, "spent_at = @now, attempt = @attempt, successor = @successor", mine);
        Use = Change(table, "last_used_at = @now", mine);
        Look = hangsOnGrant
            ? $"""
              select t.digest, t.client, t.payload, t.expires_at, t.spent_at, t.successor, {GrantSql.Columns}, {StandingSql.Columns}
              from {table} t left join "grant" g on g.id = t."grant" {StandingSql.JoinedToGrant} where t.id = @id
              """
            : $"select t.digest, t.client, t.payload, t.expires_at, t.spent_at, t.successor, {(table == "interaction" ? "t.answered" : "'{}'")} from {table} t where t.id = @id";
        Why = Sql.Of(dialect => $"""
            select {Sql.Truth(dialect, "t.digest = @digest and t.client = coalesce(@client, t.client)")}, t.spent_at, t.successor, {Sql.Truth(dialect, open)}
            from {table} t where t.id = @id
            """);
        WasKept = $"select 1 from {table} where id = @id";
        WasSpent = $"select 1 from {table} where id = @id and attempt = @attempt";
        Keep = table switch
        {
            "refresh_token" => """insert into refresh_token(id, digest, client, "grant", payload, created_at, expires_at) values (@id, @digest, @client, @grant, @payload, @now, @expires_at)""",
            "authorization_code" => """insert into authorization_code(id, digest, client, "grant", payload, expires_at) values (@id, @digest, @client, @grant, @payload, @expires_at)""",
            "device_code" => "", // kept with its user code: DeviceCodeSql
            "pushed_request" => "insert into pushed_request(id, digest, client, payload, expires_at) values (@id, @digest, @client, @payload, @expires_at)",
            _ => "insert into interaction(id, digest, client, payload, answered, expires_at) values (@id, @digest, @client, @payload, '{}', @expires_at)",
        };
    }

    /// <summary>Under which number the payload is sealed.</summary>
    public SealedField Payload { get; }

    public bool HangsOnGrant { get; }

    /// <summary>One row: the thing, its grant and the standing.</summary>
    public string Look { get; }

    /// <summary>0 rows: somebody was first, or it is over.</summary>
    public Sql Spend { get; }

    /// <summary>Like <see cref="Spend"/>, without spending.</summary>
    public Sql Use { get; }

    /// <summary>Asked when a conditional statement changed nothing: what stood in its way.</summary>
    public Sql Why { get; }

    public string Keep { get; }

    /// <summary>A row if it was kept.</summary>
    public string WasKept { get; }

    /// <summary>A row if this attempt spent it.</summary>
    public string WasSpent { get; }

    private static Sql Change(string table, string set, string where) => Sql.Of(
        $"update {table} as t set {set} where {where}",
        sqlServer: $"update t set {set} from {table} t where {where}");

    public static KeepsakeSql Of(Keepsake kind) => kind switch
    {
        Keepsake.AuthorizationCode => Codes,
        Keepsake.RefreshToken => RefreshTokens,
        Keepsake.Interaction => Interactions,
        Keepsake.PushedRequest => PushedRequests,
        Keepsake.DeviceCode => DeviceCodes,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
