using System.Collections.Immutable;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>One atomic list of the engine's changes, as one change of the database. The first change that cannot be made undoes all and is the answer.</summary>
internal sealed class LedgerWrite(ImmutableArray<Change> changes, DateTimeOffset now, FieldCipher cipher, LookupIndex index, AuditWriter audit)
{
    private static readonly Outcome.Done Done = new();

    // A sighting whose time is over may be seen again; until the clean-up comes its row is taken over.
    private static readonly Sql SightSql = Sql.Of(
        """
        insert into sighting(kind, issuer, jti_digest, until) values (@kind, @issuer, @jti, @until)
        on conflict(kind, issuer, jti_digest) do update set until = excluded.until where sighting.until <= @now
        """,
        sqlServer: """
        merge into sighting with (holdlock) as t using (values (1)) as s(one) on t.kind = @kind and t.issuer = @issuer and t.jti_digest = @jti
        when matched and t.until <= @now then update set until = @until
        when not matched then insert (kind, issuer, jti_digest, until) values (@kind, @issuer, @jti, @until)
        """);

    // By keys: SQLite cannot use the partial index of parent under an "or" and would walk through every open grant.
    internal const string EndSql = $"""
        update "grant" set ended_at = @now, ended_because = @because
        where id in (select @grant union all select c.id from "grant" c where c.parent = @grant and c.ended_at is null) and {GrantSql.NotEnded}
        """;

    private static readonly Sql DenySql = Sql.Of(
        "insert into denied_token(digest, until) values (@digest, @until) on conflict(digest) do update set until = excluded.until where denied_token.until < excluded.until",
        sqlServer: """
        merge into denied_token with (holdlock) as t using (values (1)) as s(one) on t.digest = @digest
        when matched and t.until < @until then update set until = @until
        when not matched then insert (digest, until) values (@digest, @until)
        """);

    // A prompt's answer is replaced whole, so that merging the outermost members is enough.
    private static readonly Sql AnswerSql = new(
        sqlite: Answer("json_patch(answered, @patch)"),
        postgreSql: Answer("(answered::jsonb || @patch::jsonb)::text"),
        sqlServer: Answer("""json_modify(answered, (select concat('$."', p.[key], '"') from openjson(@patch) p), json_query((select p.[value] from openjson(@patch) p)))"""));

    private const string ProlongSql = $"""update "grant" set idle_until = @idle_until where id = @grant and {GrantSql.NotEnded}""";

    private const string BindSql = $"""update "grant" set jkt = @jkt where id = @grant and {GrantSql.NotEnded} and (jkt is null or jkt = @jkt)""";

    private const string ProlongUsedSql = $"""update "grant" set idle_until = @idle_until where id = (select "grant" from refresh_token where id = @id) and {GrantSql.NotEnded}""";

    // Never revives: a session that was idle for too long stays over. Once a minute is often enough for an idle time of half an hour (as where pages touch it); until then the row,
    // which all tabs of a browser share, is neither written nor locked.
    private const string TouchSql = $"""
        update session set seen_at = @seen, idle_until = case when absolute_until < @seen + idle_ms then absolute_until else @seen + idle_ms end
        where id = @id and {GrantSql.NotEnded} and idle_until > @seen and seen_at <= @seen - 60000
        """;

    private static readonly Sql ConsentSql = Sql.Of(
        """
        insert into consent(person, client, context, scopes, claims, details, version, at, until) values (@person, @client, @context, @scopes, @claims, @details, 1, @at, @until)
        on conflict(person, client, context) do update set scopes = excluded.scopes, claims = excluded.claims, details = excluded.details, version = consent.version + 1, at = excluded.at, until = excluded.until, withdrawn_at = null
        """,
        sqlServer: """
        merge into consent with (holdlock) as t using (values (1)) as s(one) on t.person = @person and t.client = @client and t.context = @context
        when matched then update set scopes = @scopes, claims = @claims, details = @details, version = t.version + 1, at = @at, until = @until, withdrawn_at = null
        when not matched then insert (person, client, context, scopes, claims, details, version, at, until) values (@person, @client, @context, @scopes, @claims, @details, 1, @at, @until)
        """);

    private const string OpenedSql = """select 1 from "grant" where id = @id""";

    private static string Answer(string merged) => $"update interaction set answered = {merged} where id = @id and digest = @digest and spent_at is null and expires_at > @now";

    private readonly Guid attempt = Guid.CreateVersion7(now);
    private readonly AuditOrigin origin = audit.Origin();

    // Sealing is work for the caller's core, not for the one writer.
    private readonly ImmutableArray<byte[]?> payloads = [.. changes.Select(change => change switch
    {
        Change.Keep { Payload.IsEmpty: false } keep => cipher.Seal(KeepsakeSql.Of(keep.Handle.Kind).Payload, keep.Handle.Key, keep.Payload.Span),
        Change.KeepDevice { Payload.IsEmpty: false } keep => cipher.Seal(SealedField.DeviceCodePayload, keep.Handle.Key, keep.Payload.Span),
        _ => null,
    })];

    /// <summary>Key of what others change as well: the session, which all tabs of a browser share, or else the grant, or a token that is kept. Empty: none of them.</summary>
    public static Guid OrderOf(ImmutableArray<Change> changes)
    {
        var grant = Guid.Empty;
        foreach (var change in changes)
        {
            if (change is Change.Touch touch)
                return touch.Session.Value;
            grant = change switch
            {
                Change.End end => end.Grant.Value,
                Change.Prolong prolong => prolong.Grant.Value,
                Change.Use use => use.Handle.Key,
                _ => grant,
            };
        }

        return grant;
    }

    public Outcome Run(LaneWrite write)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            if (Apply(write, changes[i], payloads[i]) is { } refusal)
                return write.Undo(refusal);
        }

        return Done;
    }

    private Outcome? Apply(LaneWrite write, Change change, byte[]? payload)
    {
        switch (change)
        {
            case Change.Spend spend:
                write.MarkedBy(KeepsakeSql.Of(spend.Handle.Kind).WasSpent, spend.Handle.Key, attempt);
                return Conditional(write, write.Prepare(KeepsakeSql.Of(spend.Handle.Kind).Spend).Bind("@attempt", attempt).Bind("@successor", spend.Successor), spend.Handle, spend.Client);
            case Change.Use use:
                return Conditional(write, write.Prepare(KeepsakeSql.Of(use.Handle.Kind).Use), use.Handle, use.Client)
                    ?? Send(write.Prepare(ProlongUsedSql).Bind("@id", use.Handle.Key).Bind("@idle_until", use.IdleUntil));
            case Change.Answer answer:
                var patch = Answers.Patch(answer.Prompt, answer.Answered);
                return Conditional(write, write.Prepare(AnswerSql).Bind("@patch", patch), answer.Interaction, client: null);
            case Change.Sight sight:
                var seen = write.Prepare(SightSql).Bind("@kind", sight.Kind).Bind("@issuer", sight.Issuer).Bind("@jti", sight.JtiDigest).Bind("@until", sight.Until).Bind("@now", now);
                return seen.ChangesOne() ? null : new Outcome.AlreadySeen(sight.Kind);
            case Change.Keep keep:
                return Keep(write, keep, payload);
            case Change.KeepDevice keep:
                return DeviceCodeSql.Keep(write, keep, index.DigestOf(keep.UserCode), payload);
            case Change.DecideDevice decide:
                return DeviceCodeSql.Decide(write, decide, attempt, now);
            case Change.Open open:
                write.MarkedBy(OpenedSql, open.Grant.Id.Value);
                return GrantSql.Open(write, open.Grant) ? null : new Outcome.GrantEnded();
            case Change.End end:
                return Send(write.Prepare(EndSql).Bind("@grant", end.Grant.Value).Bind("@because", end.Because).Bind("@now", now));
            case Change.Prolong prolong:
                return Send(write.Prepare(ProlongSql).Bind("@grant", prolong.Grant.Value).Bind("@idle_until", prolong.IdleUntil));
            case Change.Bind bind:
                return write.Prepare(BindSql).Bind("@grant", bind.Grant.Value).Bind("@jkt", bind.Jkt).ChangesOne() ? null : new Outcome.GrantEnded();
            case Change.Deny deny:
                return Send(write.Prepare(DenySql).Bind("@digest", deny.TokenDigest).Bind("@until", deny.Until));
            case Change.Join join:
                RpSessionSql.Join(write, join, now);
                return null;
            case Change.Touch touch:
                return Send(write.Prepare(TouchSql).Bind("@id", touch.Session.Value).Bind("@seen", touch.SeenAt));
            case Change.Consented consented:
                return Consent(write, consented.Consent);
            case Change.Fact fact:
                audit.Write(write, Entry(fact), origin, now);
                return null;
            default:
                throw new InvalidOperationException($"The ledger knows no change {change.GetType().Name}.");
        }
    }

    private Outcome? Conditional(LaneWrite write, Statement statement, Handle handle, ClientId? client)
    {
        statement.Bind("@id", handle.Key).Bind("@digest", handle.SecretDigest).Bind("@now", now);
        if (client is { } asking)
            statement.Bind("@client", asking.Value);
        return statement.ChangesOne() ? null : WhyNot(write, handle, client);
    }

    private Outcome WhyNot(LaneWrite write, Handle handle, ClientId? client)
    {
        var sql = KeepsakeSql.Of(handle.Kind);
        var why = write.Prepare(sql.Why).Bind("@id", handle.Key).Bind("@digest", handle.SecretDigest).Bind("@client", client?.Value);
        if (sql.HangsOnGrant)
            why.Bind("@now", now);
        using var row = why.Read();
        if (!row.Read() || !row.GetBoolean(0))
            return new Outcome.Gone();
        if (row.GetInstantOrNull(1) is { } spentAt)
            return new Outcome.AlreadySpent(spentAt, row.GetKeyOrNull(2));
        return row.GetBoolean(3) ? new Outcome.Gone() : new Outcome.GrantEnded();
    }

    private Outcome? Keep(LaneWrite write, Change.Keep keep, byte[]? payload)
    {
        var sql = KeepsakeSql.Of(keep.Handle.Kind);
        var insert = write.Prepare(sql.Keep).Bind("@id", keep.Handle.Key).Bind("@digest", keep.Handle.SecretDigest).Bind("@client", keep.Client.Value)
            .Bind("@payload", payload).Bind("@expires_at", keep.ExpiresAt);
        if (sql.HangsOnGrant)
            insert.Bind("@grant", keep.Grant?.Value ?? throw new InvalidOperationException($"A {keep.Handle.Kind} hangs on a grant."));
        if (keep.Handle.Kind == Keepsake.RefreshToken)
            insert.Bind("@now", now);
        write.MarkedBy(sql.WasKept, keep.Handle.Key);
        return Send(insert);
    }

    private static Outcome? Consent(LaneWrite write, Consent consent) => Send(write.Prepare(ConsentSql)
        .Bind("@person", consent.Subject.KeyOf())
        .Bind("@client", consent.Client.Value)
        .Bind("@context", consent.Context.PrimaryKeyOf())
        .Bind("@scopes", string.Join(' ', consent.Scopes))
        .Bind("@claims", string.Join(' ', consent.Claims))
        .Bind("@details", consent.AuthorizationDetails?.GetRawText())
        .Bind("@at", consent.At)
        .Bind("@until", consent.Until));

    private static Outcome? Send(Statement statement)
    {
        statement.Send();
        return null;
    }

    internal static AuditEntry Entry(Change.Fact fact) => new(fact.Code, fact.Result, fact.Reason)
    {
        Actor = fact.Actor.KeyOf() ?? fact.Subject.KeyOf(),
        Subject = fact.Subject.KeyOf(),
        Membership = fact.Context?.KeyOf(),
        Client = fact.Client?.Value,
        Detail = fact.Detail is { } detail ? Encoding.UTF8.GetBytes(detail.GetRawText()) : null,
    };
}
