using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>How a device code is moved: by one conditional statement each, so that of racing decisions one counts (cases QR-04, QR-11). It is spent like any other keepsake.</summary>
internal static class DeviceCodeSql
{
    // A user code is met again while another row has it, decided and expired ones too: nothing of an old one may answer to it.
    private static readonly Sql KeepSql = Sql.Of(
        """
        insert into device_code(id, digest, user_code_digest, client, payload, expires_at) values (@id, @digest, @user_code, @client, @payload, @expires_at)
        on conflict(user_code_digest) do nothing
        """,
        sqlServer: """
        merge into device_code with (holdlock) as t using (values (1)) as s(one) on t.user_code_digest = @user_code
        when not matched then insert (id, digest, user_code_digest, client, payload, expires_at) values (@id, @digest, @user_code, @client, @payload, @expires_at)
        """);

    private const string Pending = "id = @id and decided_at is null and expires_at > @now";

    private const string ApproveSql = $"""update device_code set "grant" = @grant, decided_at = @now, attempt = @attempt where {Pending}""";

    private const string DenySql = $"update device_code set decided_at = @now, spent_at = @now, attempt = @attempt where {Pending}";

    private const string DecidedAtSql = "select decided_at from device_code where id = @id and decided_at is not null";

    /// <summary>The keyed digest a user code is found by.</summary>
    public static byte[] DigestOf(this LookupIndex index, UserCode code) => index.Of(LookupKinds.UserCode, code.Value);

    public static Outcome? Keep(LaneWrite write, Change.KeepDevice keep, byte[] userCode, byte[]? payload)
    {
        write.MarkedBy(KeepsakeSql.Of(Keepsake.DeviceCode).WasKept, keep.Handle.Key);
        return write.Prepare(KeepSql)
            .Bind("@id", keep.Handle.Key)
            .Bind("@digest", keep.Handle.SecretDigest)
            .Bind("@user_code", userCode)
            .Bind("@client", keep.Client.Value)
            .Bind("@payload", payload)
            .Bind("@expires_at", keep.ExpiresAt)
            .ChangesOne() ? null : new Outcome.Taken();
    }

    public static Outcome? Decide(LaneWrite write, Change.DecideDevice decide, Guid attempt, DateTimeOffset now)
    {
        write.MarkedBy(KeepsakeSql.Of(Keepsake.DeviceCode).WasSpent, decide.Device, attempt);
        var statement = decide.Grant is { } grant ? write.Prepare(ApproveSql).Bind("@grant", grant.Value) : write.Prepare(DenySql);
        if (statement.Bind("@id", decide.Device).Bind("@attempt", attempt).Bind("@now", now).ChangesOne())
            return null;
        return write.Prepare(DecidedAtSql).Bind("@id", decide.Device).Number() is { } at
            ? new Outcome.AlreadySpent(DateTimeOffset.FromUnixTimeMilliseconds(at), null)
            : new Outcome.Gone();
    }
}
