using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>A grant as columns: how it is written and read, in every statement alike.</summary>
internal static class GrantSql
{
    /// <summary>How many columns <see cref="Columns"/> names.</summary>
    public const int Width = 23;

    public const string Columns =
        "g.id, g.parent, g.client, g.person, g.context, g.session, g.actor, g.scopes, g.resources, g.details, g.claims_request, g.acr, g.amr, g.auth_time, g.idp, g.jkt, g.x5t, g.offline, g.created_at, g.idle_until, g.ends_at, g.ended_because, g.strong_at";

    /// <summary>What "open" means in every conditional statement. A grant past an end counts as ended whether or not somebody wrote it down.</summary>
    public const string IsOpen = "g.ended_at is null and g.ends_at > @now and (g.idle_until is null or g.idle_until > @now)";

    /// <summary>
    /// <c>ended_at is null</c>, where a row is sought by its key. Said so, PostgreSQL takes an index of all rows that are not ended for as good as the key while the tables are young, and walks through it.
    /// </summary>
    public const string NotEnded = "coalesce(ended_at, 0) = 0";

    /// <summary>
    /// Asked besides where a code is redeemed: a grant with <c>offline_access</c> survives a sign-out with the refresh tokens that were issued before it
    /// (Back-Channel Logout §2.7), and none was issued while its code lies unredeemed.
    /// </summary>
    public const string SignInStands = $"""
        (select s.ended_at from session s where s.id = g.session) is null and {AProofStands} where p.session = g.session and p.at = g.auth_time) = 1
          and {AProofStands} where p.session = g.session and p.at <= g.auth_time and {Opens}) = 1
        """;

    // Of the proofs made at one moment one is left, or there never was one. Here and where a grant is asked for, a value and not "exists": PostgreSQL may turn an "exists" into a join over
    // all open grants or all proofs, while it knows nothing yet of young tables, and each redemption then reads them all.
    private const string AProofStands = "(select coalesce(max(case when p.ended_at is null then 1 else 0 end), 1) from session_proof p";

    // The proof that was counted last may be a face check: it shows who sits there and opens nothing, and no sign-out from a context ends it. So one of those that open the context must be left
    // too, of those that were there when the grant was given: the table of Reach, in columns.
    private const string Opens = """
        (p.method in (1, 3, 4) and g.context is null or p.method in (2, 5, 6) and p.membership = g.context or p.method in (7, 8) and (g.context is null or p.app_key is not null or cast(p.is_bound as integer) = 1)
          or p.method = 9 and p.unit = (select m.unit from membership m where m.id = g.context))
        """;

    // auth_time is the moment of the proof that was counted for this context. A sign-out that came in between has ended it, or the session: decided
    // beside it, a grant with offline_access would outlive even the end of everything.
    private static readonly string Insert = $"""
        insert into "grant"(id, parent, client, person, context, session, actor, scopes, resources, details, claims_request, acr, amr, auth_time, strong_at, idp, jkt, x5t, offline, created_at, idle_until, ends_at)
        select @id, @parent, @client, @person, @context, @session, @actor, @scopes, @resources, @details, @claims_request, @acr, @amr, @auth_time, @strong_at, @idp, @jkt, @x5t, @offline, @created_at, @idle_until, @ends_at
        where (select s.ended_at from session s where s.id = @session) is null and {AProofStands} where p.session = @session and p.at = @auth_time) = 1
          and {AProofStands} where p.session = @session and p.at <= @auth_time and {Opens.Replace("g.context", "@context", StringComparison.Ordinal)}) = 1
        """;

    /// <summary>False, and nothing written: the session, or the proof that was counted, has ended.</summary>
    public static bool Open(LaneWrite write, Grant grant)
    {
        var e = grant.Entitlement;
        return write.Prepare(Insert)
            .Bind("@id", grant.Id.Value)
            .Bind("@parent", grant.Parent?.Value)
            .Bind("@client", grant.Client.Value)
            .Bind("@person", e.Subject.KeyOf())
            .Bind("@context", e.Context?.KeyOf())
            .Bind("@session", e.Session?.Value)
            .Bind("@actor", e.Actor.KeyOf())
            .Bind("@scopes", string.Join(' ', e.Scopes))
            .Bind("@resources", string.Join(' ', e.Resources.Select(uri => uri.OriginalString)))
            .Bind("@details", e.AuthorizationDetails?.GetRawText())
            .Bind("@claims_request", e.ClaimsRequest?.GetRawText())
            .Bind("@acr", e.Authentication?.Acr)
            .Bind("@amr", e.Authentication is { } authentication ? string.Join(' ', authentication.Amr) : null)
            .Bind("@auth_time", e.Authentication?.At)
            .Bind("@strong_at", e.Authentication?.StrongAt)
            .Bind("@idp", e.Authentication?.Idp)
            .Bind("@jkt", e.Confirmation.Jkt)
            .Bind("@x5t", e.Confirmation.X5tS256)
            .Bind("@offline", grant.Offline)
            .Bind("@created_at", grant.CreatedAt)
            .Bind("@idle_until", grant.IdleUntil)
            .Bind("@ends_at", grant.EndsAt)
            .ChangesOne();
    }

    /// <summary>The grant whose columns begin at <paramref name="at"/>; null when the join found none.</summary>
    public static Grant? Read(DbDataReader row, int at)
    {
        if (row.IsDBNull(at))
            return null;
        var person = row.GetKeyOrNull(at + 3);
        var session = row.GetKeyOrNull(at + 5);
        var actor = row.GetKeyOrNull(at + 6);
        var entitlement = new Entitlement(
            person is { } subject ? PortIds.Subject(subject) : null,
            person is null ? null : PortIds.Context(row.GetKeyOrNull(at + 4)),
            session is { } browser ? new SessionId(browser) : null,
            row.GetTextOrNull(at + 11) is { } acr
                ? new Authentication(acr, Words(row.GetString(at + 12)), row.GetInstant(at + 13), row.GetTextOrNull(at + 14)) { StrongAt = row.GetInstantOrNull(at + 22) }
                : null,
            Words(row.GetString(at + 7)),
            [.. Words(row.GetString(at + 8)).Select(uri => new Uri(uri))],
            Json(row.GetTextOrNull(at + 9)),
            Json(row.GetTextOrNull(at + 10)),
            new Confirmation(row.GetTextOrNull(at + 15), row.GetTextOrNull(at + 16)),
            actor is { } other ? PortIds.Subject(other) : null);
        var parent = row.GetKeyOrNull(at + 1);
        return new Grant(
            new GrantId(row.GetKey(at)),
            parent is { } from ? new GrantId(from) : null,
            new ClientId(row.GetString(at + 2)),
            entitlement,
            row.GetInstant(at + 18),
            row.GetInstantOrNull(at + 19),
            row.GetInstant(at + 20),
            row.GetBoolean(at + 17),
            row.GetTextOrNull(at + 21));
    }

    public static ImmutableArray<string> Words(string text) => text.Length == 0 ? [] : [.. text.Split(' ')];

    public static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
