using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Device codes by what people enter, and which of them are decided.</summary>
internal sealed class DeviceCodes(IHallDatabase database, FieldCipher cipher, LookupIndex index, TimeProvider clock) : IDeviceCodes
{
    private const string FindSql = "select id, client, payload, expires_at from device_code where user_code_digest = @user_code and decided_at is null and expires_at > @now";

    private const string DecidedSql = "select id from device_code where decided_at is not null and expires_at > @now";

    public ValueTask<PendingDevice?> FindAsync(UserCode code, CancellationToken ct)
    {
        var (digest, now) = (index.DigestOf(code), clock.GetUtcNow());
        return database.ReadAsync(
            statements =>
            {
                using var row = statements.Get(FindSql).Bind("@user_code", digest).Bind("@now", now).Read();
                if (!row.Read())
                    return null;
                var key = row.GetKey(0);
                return new PendingDevice(
                    key,
                    new ClientId(row.GetString(1)),
                    row.GetBytesOrNull(2) is { } payload ? cipher.Open(SealedField.DeviceCodePayload, key, payload) : ReadOnlyMemory<byte>.Empty,
                    row.GetInstant(3));
            },
            ct);
    }

    public ValueTask<ImmutableHashSet<Guid>> DecidedAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(
            statements =>
            {
                using var row = statements.Get(DecidedSql).Bind("@now", now).Read();
                var keys = ImmutableHashSet.CreateBuilder<Guid>();
                while (row.Read())
                    keys.Add(row.GetKey(0));
                return keys.ToImmutable();
            },
            ct);
    }
}
