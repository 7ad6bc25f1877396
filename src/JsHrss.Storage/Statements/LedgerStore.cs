using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.PostgreSql;

namespace JsHrss.Storage.Statements;

/// <summary>The engine's memory in the database: every look is one select with grant and standing joined, every list of changes one change.</summary>
internal sealed class LedgerStore(IHallDatabase database, FieldCipher cipher, MemberTags tags, LookupIndex index, AuditWriter audit, ContextsSeen contexts, StateCache states, EndNews news, TimeProvider clock) : ILedger, IConsents
{
    private const int GrantAt = 6;
    private const int StandingAt = GrantAt + GrantSql.Width;

    private const string IsDenied = "exists(select 1 from denied_token where digest = @digest and until > @now)";

    private static readonly Sql StateSql = Sql.Of(dialect => $"""
        select {Sql.Truth(dialect, IsDenied)}, {GrantSql.Columns}, {StandingSql.Columns}
        from (select @grant as id) k left join "grant" g on g.id = k.id {StandingSql.JoinedToGrant}
        """);

    private static readonly Sql DeniedSql = Sql.Of(dialect => $"select {Sql.Truth(dialect, IsDenied)}");

    private const string ConsentSql = """
        select scopes, claims, at, until, details from consent where person = @person and client = @client and context = @context and withdrawn_at is null and until > @now
        """;

    public async ValueTask<Remembered?> LookAsync(Handle handle, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(handle);
        var found = await LookAsync(handle.Kind, handle.Key, ct).ConfigureAwait(false);
        return found is not null && handle.Proves(found.Handle.SecretDigest.Span) ? found : null;
    }

    public ValueTask<Remembered?> LookAtSuccessorAsync(Guid key, CancellationToken ct) => LookAsync(Keepsake.RefreshToken, key, ct);

    public async ValueTask<Outcome> ApplyAsync(ImmutableArray<Change> changes, CancellationToken ct)
    {
        var write = new LedgerWrite(changes, clock.GetUtcNow(), cipher, index, audit);
        var outcome = await database.WriteTogetherAsync(write.Run, LedgerWrite.OrderOf(changes), ct).ConfigureAwait(false);
        if (outcome is Outcome.Done)
            Forget(changes);
        return outcome;
    }

    public async ValueTask<TokenState> StateAsync(GrantId? grant, ReadOnlyMemory<byte> tokenDigest, Freshness freshness, CancellationToken ct)
    {
        if (freshness == Freshness.AtMostFourSecondsOld && states.Find(grant, tokenDigest) is { } cached)
            return cached;
        var reading = states.Begin();
        var now = clock.GetUtcNow();
        var state = grant is { } id
            ? await database.LookAsync(statements => statements.Get(StateSql).Bind("@grant", id.Value).Bind("@digest", tokenDigest).Bind("@now", now), ReadState, ct).ConfigureAwait(false)
            : await database.LookAsync(statements => statements.Get(DeniedSql).Bind("@digest", tokenDigest).Bind("@now", now), ReadDenial, ct).ConfigureAwait(false);
        states.Remember(reading, grant, tokenDigest, state);
        return state;
    }

    public async ValueTask<Consent?> FindAsync(SubjectId subject, ClientId client, ContextId context, CancellationToken ct)
    {
        if (!PortIds.IsKnownForm(context))
            return null;
        var now = clock.GetUtcNow();
        return await database.ReadAsync(
            statements =>
            {
                using var row = statements.Get(ConsentSql).Bind("@person", subject.KeyOf()).Bind("@client", client.Value).Bind("@context", context.PrimaryKeyOf()).Bind("@now", now).Read();
                return row.Read()
                    ? new Consent(subject, client, context, GrantSql.Words(row.GetString(0)), GrantSql.Words(row.GetString(1)), row.GetInstant(2), row.GetInstant(3)) { AuthorizationDetails = GrantSql.Json(row.GetTextOrNull(4)) }
                    : null;
            },
            ct).ConfigureAwait(false);
    }

    private ValueTask<Remembered?> LookAsync(Keepsake kind, Guid key, CancellationToken ct)
    {
        var sql = KeepsakeSql.Of(kind);
        return database.LookAsync(statements => statements.Get(sql.Look).Bind("@id", key), row => row.Read() ? Read(kind, sql, key, row) : null, ct);
    }

    private Remembered Read(Keepsake kind, KeepsakeSql sql, Guid key, DbDataReader row)
    {
        var grant = sql.HangsOnGrant ? GrantSql.Read(row, GrantAt) : null;
        return new Remembered(
            new Handle(kind, key, row.GetBytes(0)),
            new ClientId(row.GetString(1)),
            grant,
            row.GetBytesOrNull(2) is { } payload ? cipher.Open(sql.Payload, key, payload) : ReadOnlyMemory<byte>.Empty,
            row.GetInstant(3),
            row.GetInstantOrNull(4),
            row.GetKeyOrNull(5),
            sql.HangsOnGrant ? ImmutableDictionary<string, PromptAnswer>.Empty : Answers.Read(row.GetString(GrantAt)),
            grant is null ? null : Seen(StandingSql.Read(row, StandingAt, grant, cipher, tags)));
    }

    private TokenState ReadState(DbDataReader row)
    {
        row.Read();
        var found = GrantSql.Read(row, 1);
        return new TokenState(row.GetBoolean(0), found, found is null ? null : Seen(StandingSql.Read(row, 1 + GrantSql.Width, found, cipher, tags)));
    }

    private static TokenState ReadDenial(DbDataReader row) => new(row.Read() && row.GetBoolean(0), null, null);

    private HouseStanding Seen(HouseStanding standing)
    {
        contexts.Saw(standing.Value?.Unit);
        return standing;
    }

    private void Forget(ImmutableArray<Change> changes)
    {
        foreach (var change in changes)
        {
            if (change is Change.End end)
            {
                states.Forget(end.Grant.Value);
                news.Tell(end.Grant.Value);
            }
            else if (change is Change.Deny deny)
                states.ForgetToken(deny.TokenDigest);
        }
    }
}
