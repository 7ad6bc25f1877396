using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Signing;

/// <summary>The signing keys of the database, in memory. Private halves are stored sealed and are opened here only (case PI-06).</summary>
internal sealed class SigningKeyRing(SqliteDatabase database, IKeyVault vault, TimeProvider clock) : ISigningKeys, IDisposable
{
    private const string LoadSql = "select id, kid, private_sealed, public_jwk, published_at, active_at, retired_at, gone_at from signing_key where alg = @alg order by active_at";

    private const string InsertSql = """
        insert into signing_key(id, kid, alg, private_sealed, public_jwk, published_at, active_at)
        select @id, @kid, @alg, @private, @public, @now, @now where not exists(select 1 from signing_key where alg = @alg)
        """;

    private Snapshot keys = Snapshot.Empty;

    public bool IsEmpty => keys.ByKid.Count == 0;

    public ReadOnlyMemory<byte> Jwks => keys.Jwks;

    public ISigner For(string algorithm)
    {
        var now = clock.GetUtcNow();
        if (algorithm == SigningKey.Algorithm)
        {
            foreach (var key in keys.NewestFirst)
            {
                if (key.ActiveAt <= now && (key.RetiredAt is null || key.RetiredAt > now))
                    return key;
            }
        }

        throw new InvalidOperationException($"There is no active signing key for {algorithm}.");
    }

    public bool Verify(string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(kid);
        return algorithm == SigningKey.Algorithm && keys.ByKid.TryGetValue(kid, out var key)
            && (key.GoneAt is null || key.GoneAt > clock.GetUtcNow()) && key.Verify(input, signature);
    }

    public async ValueTask LoadAsync(CancellationToken ct)
    {
        var loaded = await database.ReadAsync(
            statements =>
            {
                var found = new List<SigningKey>();
                using var row = statements.Get(LoadSql).Bind("@alg", SigningKey.Algorithm).Read();
                while (row.Read())
                {
                    var pkcs8 = vault.Open(KeyLabel.SigningWrap, row.GetBytes(2), StoredKey.Of(row.GetKey(0)));
                    using var ecdsa = ECDsa.Create();
                    ecdsa.ImportPkcs8PrivateKey(pkcs8, out _);
                    CryptographicOperations.ZeroMemory(pkcs8);
                    found.Add(new SigningKey(
                        row.GetString(1), ecdsa.ExportParameters(includePrivateParameters: true), row.GetString(3),
                        row.GetInstant(4), row.GetInstant(5), row.GetInstantOrNull(6), row.GetInstantOrNull(7)));
                }

                return found;
            },
            ct).ConfigureAwait(false);
        keys = Snapshot.Of(loaded, clock.GetUtcNow());
    }

    /// <summary>Makes the first key, unless somebody else has: the statement repeats the condition.</summary>
    public async ValueTask MakeFirstAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pkcs8 = ecdsa.ExportPkcs8PrivateKey();
        var @sealed = vault.Seal(KeyLabel.SigningWrap, pkcs8, StoredKey.Of(id));
        CryptographicOperations.ZeroMemory(pkcs8);
        var (kid, jwk) = PublicJwk.Of(ecdsa.ExportParameters(includePrivateParameters: false));
        await database.WriteAsync(
            write => write.Prepare(InsertSql).Bind("@id", id).Bind("@kid", kid).Bind("@alg", SigningKey.Algorithm).Bind("@private", @sealed).Bind("@public", jwk).Bind("@now", now).Run(),
            ct).ConfigureAwait(false);
        await LoadAsync(ct).ConfigureAwait(false);
    }

    // Registered under two services, it is disposed twice: the second time nothing is left.
    public void Dispose()
    {
        var held = Interlocked.Exchange(ref keys, Snapshot.Empty);
        foreach (var key in held.NewestFirst)
            key.Dispose();
    }

    /// <summary>What requests look at: replaced as a whole. Signatures under way keep the keys of the snapshot they began with, so an old one is left to the collector.</summary>
    private sealed record Snapshot(SigningKey[] NewestFirst, FrozenDictionary<string, SigningKey> ByKid, ReadOnlyMemory<byte> Jwks)
    {
        public static Snapshot Empty { get; } = Of([], DateTimeOffset.MinValue);

        public static Snapshot Of(List<SigningKey> all, DateTimeOffset now)
        {
            var published = all.Where(key => key.PublishedAt <= now && (key.GoneAt is null || key.GoneAt > now)).ToArray();
            var jwks = $$"""{"keys":[{{string.Join(',', published.Select(key => key.PublicJwk))}}]}""";
            return new Snapshot(
                [.. all.OrderByDescending(key => key.ActiveAt)],
                published.ToFrozenDictionary(key => key.Kid, StringComparer.Ordinal),
                Encoding.UTF8.GetBytes(jwks));
        }
    }
}
