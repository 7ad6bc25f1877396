using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Counts password attempts before anything is compared: a hundred at once count as a hundred (cases EN-08, EN-09).</summary>
internal sealed class CredentialStore(IHallDatabase database, AuditWriter audit, AttemptCounters attempts) : ICredentialStore
{
    private const string Within = "(window_from is not null and window_from > @now - @window)";

    private const string Failed = $"""
        update credential set
          failures = case when {Within} then failures + 1 else 1 end,
          window_from = case when {Within} then window_from else @now end,
          locked_until = case when (case when {Within} then failures + 1 else 1 end) >= @failures then @now + @duration else null end,
          compared_while_locked = 0
        """;

    private const string NotLocked = "where id = @id and (locked_until is null or locked_until <= @now)";

    private static readonly Sql FailSql = Sql.Of(
        $"{Failed} {NotLocked} returning failures, locked_until",
        sqlServer: $"{Failed} output inserted.failures, inserted.locked_until {NotLocked}");

    private const string Compared = "update credential set compared_while_locked = compared_while_locked + 1";

    private const string Locked = "where id = @id and locked_until > @now and compared_while_locked < @compared";

    private static readonly Sql CompareSql = Sql.Of(
        $"{Compared} {Locked} returning locked_until",
        sqlServer: $"{Compared} output inserted.locked_until {Locked}");

    private const string WhySql = "select locked_until from credential where id = @id";

    // Only while the hash is the one that was compared: a password changed meanwhile stays, and the former one clears nothing (case RC-04).
    private const string ClearSql = """
        update credential set hash = @hash, failures = 0, window_from = null, locked_until = null, compared_while_locked = 0 where id = @id and hash = @compared
        """;

    public async ValueTask<Attempt> ReserveAttemptAsync(CredentialId credential, LockoutOptions options, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await database.WriteAsync(write => (Attempt?)Fail(write, credential, options, now) ?? Compare(write, credential, options, now) ?? Why(write, credential), ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> SettleAttemptAsync(AttemptSettled change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var clear = change is { Clears: true, Reserved: { } reserved } ? attempts.Clearing(reserved) : null;
        return await database.WriteAsync(
            write =>
            {
                if (change is { Credential: { } cleared, Clears: true })
                {
                    var stored = change.Compared?.Store();
                    if (stored is null || !write.Prepare(ClearSql).Bind("@id", cleared.Value).Bind("@hash", change.Rehash?.Store() ?? stored).Bind("@compared", stored).ChangesOne())
                        return false;
                }

                clear?.Invoke(write);
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    private static Attempt.Counted? Fail(LaneWrite write, CredentialId credential, LockoutOptions options, DateTimeOffset now)
    {
        using var row = write.Prepare(FailSql).Bind("@id", credential.Value).Bind("@now", now).Bind("@window", (long)options.Window.TotalMilliseconds)
            .Bind("@failures", options.Failures).Bind("@duration", (long)options.Duration.TotalMilliseconds).Read();
        return row.Read() ? new Attempt.Counted(row.GetInt32(0), row.GetInstantOrNull(1)) : null;
    }

    private static Attempt.WhileLocked? Compare(LaneWrite write, CredentialId credential, LockoutOptions options, DateTimeOffset now)
    {
        using var row = write.Prepare(CompareSql).Bind("@id", credential.Value).Bind("@now", now).Bind("@compared", options.ComparedWhileLocked).Read();
        return row.Read() ? new Attempt.WhileLocked(row.GetInstant(0)) : null;
    }

    private static Attempt Why(LaneWrite write, CredentialId credential)
    {
        using var row = write.Prepare(WhySql).Bind("@id", credential.Value).Read();
        return row.Read() ? new Attempt.NotCompared(row.GetInstant(0)) : new Attempt.Unknown();
    }
}
