using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The steps of codes as statements, each repeating in its condition what it was decided on; and a code as columns of its row.</summary>
internal static class QrTicketSql
{
    public const string Open = """
        insert into qr_ticket(id, scan_digest, browser_digest, state, tab, interaction, unit_hint, client, pairing, shown_sealed, expires_at)
        values (@id, @scan_digest, @browser_digest, 1, @tab, @interaction, @unit_hint, @client, @pairing, @shown, @expires_at)
        """;

    public const string Scanner = "select person, scanned_at, jkt from qr_ticket where id = @id and browser_digest = @browser_digest and state = 2";

    public const string Replace = "update qr_ticket set state = 6, moved_at = @now where id = @id and browser_digest = @browser_digest and state in (1, 2, 3)";

    public const string Scan = """
        update qr_ticket set state = 2, person = @person, jkt = @jkt, scanned_at = @now, moved_at = @now, expires_at = @ends_at
        where id = @id and scan_digest = @scan_digest and state = 1 and expires_at > @now
        """;

    public const string ScanDevice = """
        insert into qr_ticket(id, scan_digest, browser_digest, state, tab, client, pairing, shown_sealed, expires_at, person, jkt, scanned_at, moved_at)
        values (@id, @scan_digest, @browser_digest, 2, @tab, @client, @pairing, @shown, @expires_at, @person, @jkt, @now, @now)
        """;

    public const string Confirm = """
        update qr_ticket set state = 3, context = @context, app_key = @app_key, moved_at = @now, expires_at = @ends_at
        where id = @id and person = @person and jkt = @jkt and state = 2 and expires_at > @now
        """;

    public const string Deny = "update qr_ticket set state = 5, moved_at = @now where id = @id and person = @person and jkt = @jkt and state = 2 and expires_at > @now";

    public const string Spend = "update qr_ticket set state = @state, moved_at = @now where id = @id and browser_digest = @browser_digest and state = 3 and expires_at > @now";

    public const string Columns =
        "id, scan_digest, browser_digest, state, tab, interaction, unit_hint, client, pairing, shown_sealed, expires_at, person, jkt, scanned_at, context, app_key";

    public const string Find = $"select {Columns} from qr_ticket where id = @id";

    public const string Waiting = $"select {Columns} from qr_ticket where person = @person and state = 2 and expires_at > @now order by id desc";

    public static QrTicket Read(DbDataReader row, FieldCipher cipher)
    {
        var id = row.GetKey(0);
        return new QrTicket
        {
            Id = new QrTicketId(id),
            ScanDigest = row.GetBytes(1),
            BrowserDigest = row.GetBytes(2),
            State = (QrTicketState)row.GetInt32(3),
            Place = new QrPlace((QrTab)row.GetInt32(4), row.GetTextOrNull(5), row.GetTextOrNull(6), row.GetTextOrNull(7)),
            Pairing = row.GetInt32(8),
            ShownText = cipher.OpenText(SealedField.QrShownText, id, row.GetBytes(9)),
            EndsAt = row.GetInstant(10),
            Person = row.GetKeyOrNull(11) is { } person ? new PersonId(person) : null,
            Thumbprint = row.GetTextOrNull(12),
            ScannedAt = row.GetInstantOrNull(13),
            Context = row.GetKeyOrNull(14) is { } context ? new SessionContext(context == Guid.Empty ? null : new MembershipId(context)) : null,
            AppKey = row.GetKeyOrNull(15) is { } key ? new AppKeyId(key) : null,
        };
    }
}
