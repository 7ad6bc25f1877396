namespace JsHrss.Storage.Statements;

/// <summary>The steps of codes as statements: each repeats in its condition what it was decided on.</summary>
internal static class QrTicketSql
{
    public const string Open = """
        insert into qr_ticket(id, scan_digest, browser_digest, state, tab, interaction, unit_hint, client, pairing, shown_sealed, expires_at)
        values (@id, @scan_digest, @browser_digest, 1, @tab, @interaction, @unit_hint, @client, @pairing, @shown, @expires_at)
        """;

    public const string Scanner = "select person, scanned_at from qr_ticket where id = @id and browser_digest = @browser_digest and state = 2";

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
}
