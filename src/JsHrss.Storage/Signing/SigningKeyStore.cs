using System.Collections.Frozen;
using System.Data.Common;
using System.Security.Cryptography;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Signing;

/// <summary>Table <c>signing_key</c>. Private halves are stored sealed and are opened here only (case PI-06).</summary>
internal sealed class SigningKeyStore(IHallDatabase database, IKeyVault vault)
{
    private const string LoadSql = "select id, kid, alg, private_sealed, public_jwk, published_at, active_at, retired_at, gone_at, revoked_at from signing_key order by alg, active_at";

    private const string InsertSql = """
        insert into signing_key(id, kid, alg, private_sealed, public_jwk, published_at, active_at) values (@id, @kid, @alg, @private, @public, @published, @active)
        """;

    // Every key that is not retired yet is retired by the next one; without a next one it goes on.
    private const string Chained = """
        set retired_at = n.next, gone_at = n.next + @keep
        from (select one.id, (select min(other.active_at) from signing_key other where other.alg = one.alg and other.revoked_at is null and other.active_at > one.active_at) as next
              from signing_key one) n
        """;

    private const string NotOver = "n.id = k.id and k.alg = @alg and k.revoked_at is null and (k.retired_at is null or k.retired_at > @now)";

    private static readonly Sql ChainSql = Sql.Of($"update signing_key as k {Chained} where {NotOver}", sqlServer: $"update k {Chained} join signing_key k on {NotOver}");

    private const string ActivateSql = "update signing_key set active_at = @active where kid = @kid and revoked_at is null and active_at > @active";

    private const string RevokeSql = """
        update signing_key set revoked_at = @now, retired_at = case when retired_at < @now then retired_at else @now end, gone_at = @now, private_sealed = null where kid = @kid and revoked_at is null
        """;

    private const string EraseSql = "update signing_key set private_sealed = null where gone_at <= @now and private_sealed is not null";

    private const string TakenSql = "select 1 from signing_key where alg = @alg and active_at = @active";

    public ValueTask<SigningKey[]> LoadAsync(FrozenDictionary<string, SigningKey> known, CancellationToken ct) => database.ReadAsync(
        statements =>
        {
            var found = new List<SigningKey>();
            using var row = statements.Get(LoadSql).Read();
            while (row.Read())
            {
                var (kid, algorithm, jwk, @private) = (row.GetString(1), row.GetString(2), row.GetString(4), row.GetBytesOrNull(3));
                var times = TimesOf(row);
                found.Add(known.TryGetValue(kid, out var held) && held.CanSign == @private is not null
                    ? held with { Times = times }
                    : new SigningKey(kid, algorithm, jwk, times, @private is null ? KeyHalf.Public(algorithm, jwk) : Open(algorithm, @private, row.GetKey(0)), @private is not null));
            }

            return found.ToArray();
        },
        ct);

    /// <summary>Every key with its times, by algorithm, oldest first.</summary>
    /// <param name="prepare">Of a reader or of a write.</param>
    public static List<KeyRecord> Records(Func<string, Statement> prepare)
    {
        var found = new List<KeyRecord>();
        using var row = prepare(LoadSql).Read();
        while (row.Read())
            found.Add(new KeyRecord(row.GetString(1), row.GetString(2), TimesOf(row)));
        return found;
    }

    public byte[] Seal(NewKey key)
    {
        var @sealed = vault.Seal(KeyLabel.SigningWrap, key.Pkcs8, StoredKey.Of(key.Id));
        CryptographicOperations.ZeroMemory(key.Pkcs8);
        return @sealed;
    }

    /// <summary>Inserts a key; a millisecond in which another one of its algorithm begins is left to that one.</summary>
    public static DateTimeOffset Insert(LaneWrite write, NewKey key, byte[] @sealed, DateTimeOffset publishedAt, DateTimeOffset activeAt)
    {
        while (write.Prepare(TakenSql).Bind("@alg", key.Algorithm).Bind("@active", activeAt).HasRow())
            activeAt = activeAt.AddMilliseconds(1);
        write.Prepare(InsertSql).Bind("@id", key.Id).Bind("@kid", key.Kid).Bind("@alg", key.Algorithm).Bind("@private", @sealed).Bind("@public", key.Jwk)
            .Bind("@published", publishedAt).Bind("@active", activeAt).Send();
        return activeAt;
    }

    /// <summary>Writes the ends of all keys of an algorithm that follow from the beginnings.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="algorithm">Whose.</param>
    /// <param name="keep">How long after it signed its last token a key stays published.</param>
    /// <param name="now">Ends before it are history and stay.</param>
    public static void Chain(LaneWrite write, string algorithm, TimeSpan keep, DateTimeOffset now) =>
        write.Prepare(ChainSql).Bind("@alg", algorithm).Bind("@keep", (long)keep.TotalMilliseconds).Bind("@now", now).Send();

    /// <summary>Lets a published key begin earlier.</summary>
    public static DateTimeOffset Activate(LaneWrite write, string kid, string algorithm, DateTimeOffset activeAt)
    {
        while (write.Prepare(TakenSql).Bind("@alg", algorithm).Bind("@active", activeAt).HasRow())
            activeAt = activeAt.AddMilliseconds(1);
        write.Prepare(ActivateSql).Bind("@kid", kid).Bind("@active", activeAt).Send();
        return activeAt;
    }

    public static bool Revoke(LaneWrite write, string kid, DateTimeOffset now) => write.Prepare(RevokeSql).Bind("@kid", kid).Bind("@now", now).Run() == 1;

    public static int EraseGone(LaneWrite write, DateTimeOffset now) => write.Prepare(EraseSql).Bind("@now", now).Run();

    private static KeyTimes TimesOf(DbDataReader row) =>
        new(row.GetInstant(5), row.GetInstant(6), row.GetInstantOrNull(7), row.GetInstantOrNull(8), row.GetInstantOrNull(9));

    private KeyHalf Open(string algorithm, byte[] @sealed, Guid id)
    {
        var pkcs8 = vault.Open(KeyLabel.SigningWrap, @sealed, StoredKey.Of(id));
        try
        {
            return KeyHalf.Private(algorithm, pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}

/// <summary>A key without its halves.</summary>
internal sealed record KeyRecord(string Kid, string Algorithm, KeyTimes Times);
