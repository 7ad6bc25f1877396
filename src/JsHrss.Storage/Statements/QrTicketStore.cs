using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.PostgreSql;

namespace JsHrss.Storage.Statements;

/// <summary>Codes in the database. Each step repeats in its condition what it was decided on: state, time, and whose it is.</summary>
internal sealed class QrTicketStore(
    IHallDatabase database, FieldCipher cipher, LookupIndex index, AuditWriter audit, QrTicketSteps steps, EndNews news, RepresentativeWrite representatives, SessionEndTold told) : IQrTickets
{
    public async ValueTask<bool> OpenAsync(TicketOpened change, QrOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var (ticket, place) = (change.Ticket, change.Ticket.Place);
        var shown = cipher.SealText(SealedField.QrShownText, ticket.Id.Value, ticket.ShownText);
        var shownHere = CountOf("qr.shown", index.Of(LookupKinds.AttemptNetwork, change.Network), change.At, options);
        var (isOpen, replaced) = await database.WriteAsync(
            write =>
            {
                if (write.Take(shownHere, most: options.TicketsPerNetwork) is null)
                    return (false, false);
                var former = change.Replaces is { } browser && Replace(write, browser, change.At, options);
                write.Prepare(QrTicketSql.Open).Bind("@id", ticket.Id.Value).Bind("@scan_digest", ticket.ScanDigest).Bind("@browser_digest", ticket.BrowserDigest)
                    .Bind("@tab", (int)place.Tab).Bind("@interaction", place.Interaction).Bind("@unit_hint", place.UnitHint).Bind("@client", place.Client)
                    .Bind("@pairing", ticket.Pairing).Bind("@shown", shown).Bind("@expires_at", ticket.EndsAt).Send();
                return (true, former);
            },
            ct).ConfigureAwait(false);
        if (replaced)
            Told(change.Replaces!.Id, QrTicketState.Replaced, change.At);
        return isOpen;
    }

    public async ValueTask<QrTicket?> FindAsync(QrTicketId id, CancellationToken ct) =>
        await database.LookAsync(statements => statements.Get(QrTicketSql.Find).Bind("@id", id.Value), row => row.Read() ? QrTicketSql.Read(row, cipher) : null, ct).ConfigureAwait(false);

    public async ValueTask<ImmutableArray<QrTicket>> WaitingForAsync(PersonId person, DateTimeOffset now, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            var waiting = ImmutableArray.CreateBuilder<QrTicket>();
            using var row = statements.Get(QrTicketSql.Waiting).Bind("@person", person.Value).Bind("@now", now).Read();
            while (row.Read())
                waiting.Add(QrTicketSql.Read(row, cipher));
            return waiting.ToImmutable();
        },
        ct).ConfigureAwait(false);

    public async ValueTask<ScanAdmission> ScanAsync(TicketScanned change, QrOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var origin = audit.Origin();
        var scans = CountOf("qr.scan", Phone(change.Person, change.Thumbprint), change.At, options);
        var unanswered = Unanswered(change.Person, change.Thumbprint, change.At, options);
        var admission = await database.WriteAsync(
            write =>
            {
                if (write.Take(scans, most: options.ScansPerPerson) is null || write.Take(unanswered, most: options.UnansweredPerPerson) is null)
                    return ScanAdmission.TooMany;
                var scanned = write.Prepare(QrTicketSql.Scan).Bind("@id", change.Code.Id.Value).Bind("@scan_digest", change.Code.Digest).Bind("@person", change.Person.Value).Bind("@jkt", change.Thumbprint)
                    .Bind("@now", change.At).Bind("@ends_at", change.EndsAt).Run();
                if (scanned == 0)
                {
                    write.Return(unanswered);
                    return ScanAdmission.NotNew;
                }

                audit.Write(write, change.Facts, origin);
                return ScanAdmission.Scanned;
            },
            ct).ConfigureAwait(false);
        if (admission == ScanAdmission.Scanned)
            Told(change.Code.Id, QrTicketState.Scanned, change.EndsAt);
        return admission;
    }

    public async ValueTask<ScanAdmission> ScanDeviceAsync(DeviceScanned change, QrOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var (ticket, person, origin) = (change.Ticket, change.Ticket.Person!.Value, audit.Origin());
        var shown = cipher.SealText(SealedField.QrShownText, ticket.Id.Value, ticket.ShownText);
        var scans = CountOf("qr.scan", Phone(person, ticket.Thumbprint), change.At, options);
        var unanswered = Unanswered(person, ticket.Thumbprint, change.At, options);
        return await database.WriteAsync(
            write =>
            {
                if (write.Take(scans, most: options.ScansPerPerson) is null || write.Take(unanswered, most: options.UnansweredPerPerson) is null)
                    return ScanAdmission.TooMany;
                write.Prepare(QrTicketSql.ScanDevice).Bind("@id", ticket.Id.Value).Bind("@scan_digest", ticket.ScanDigest).Bind("@browser_digest", ticket.BrowserDigest)
                    .Bind("@tab", (int)ticket.Place.Tab).Bind("@client", ticket.Place.Client).Bind("@pairing", ticket.Pairing).Bind("@shown", shown).Bind("@expires_at", ticket.EndsAt)
                    .Bind("@person", person.Value).Bind("@jkt", ticket.Thumbprint).Bind("@now", change.At).Send();
                audit.Write(write, change.Facts, origin);
                return ScanAdmission.Scanned;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> ConfirmAsync(TicketConfirmed change, QrOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var (ticket, origin) = (change.Ticket, audit.Origin());
        var (done, ended) = await database.WriteAsync<(bool, SessionEndDone?)>(
            write =>
            {
                if (!Answer(write.Prepare(QrTicketSql.Confirm), ticket, change.At).Bind("@context", change.Context.Membership?.Value ?? Guid.Empty).Bind("@app_key", change.AppKey?.Value).Bind("@ends_at", change.EndsAt).ChangesOne())
                    return (false, null);
                SessionEndDone? damaged = null;
                if (change.Makes is { } member && !representatives.Make(write, member, change.At, origin, out damaged))
                    return write.Undo((false, (SessionEndDone?)null));
                Answered(write, ticket, options);
                audit.Write(write, change.Facts, origin);
                return (true, damaged);
            },
            ct).ConfigureAwait(false);
        told.Of(ended);
        if (done)
            Told(ticket.Id, QrTicketState.Confirmed, change.EndsAt);
        return done;
    }

    public async ValueTask RefuseAsync(ApprovalRefused change, QrOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var origin = audit.Origin();
        var refusals = CountOf("qr.refused", index.Of(LookupKinds.QrPerson, change.Person.ToString()), change.At, options);
        await database.WriteAsync(
            write =>
            {
                if (write.Take(refusals, most: options.ScansPerPerson) is null)
                    return false;
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> MayAskRegisterAsync(AppHolder holder, DateTimeOffset now, QrOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(options);
        var asked = CountOf("qr.register", Phone(holder.Person, holder.Thumbprint), now, options);
        return await database.WriteAsync(write => write.Take(asked, most: options.RegisterPerPhone) is not null, ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> DenyAsync(TicketDenied change, QrOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var (ticket, origin) = (change.Ticket, audit.Origin());
        var done = await database.WriteAsync(
            write =>
            {
                if (!Answer(write.Prepare(QrTicketSql.Deny), ticket, change.At).ChangesOne())
                    return false;
                Answered(write, ticket, options);
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
        if (done)
            Told(ticket.Id, QrTicketState.Denied, change.At);
        return done;
    }

    public async ValueTask<bool> SpendAsync(TicketSpent change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        var done = await database.WriteAsync(
            write =>
            {
                if (!write.Prepare(QrTicketSql.Spend).Bind("@id", change.Browser.Id.Value).Bind("@browser_digest", change.Browser.Digest).Bind("@state", (int)change.State).Bind("@now", change.At).ChangesOne())
                    return false;
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
        if (done)
            Told(change.Browser.Id, change.State, change.At);
        return done;
    }

    /// <summary>The browser's former code. Whose phone has it open is not at fault, so its unanswered scan no longer counts.</summary>
    private bool Replace(LaneWrite write, QrBrowserHandle former, DateTimeOffset now, QrOptions options)
    {
        (PersonId Person, DateTimeOffset At, string? Thumbprint)? scanner = null;
        using (var row = write.Prepare(QrTicketSql.Scanner).Bind("@id", former.Id.Value).Bind("@browser_digest", former.Digest).Read())
        {
            if (row.Read())
                scanner = (new PersonId(row.GetKey(0)), row.GetInstant(1), row.GetTextOrNull(2));
        }

        if (write.Prepare(QrTicketSql.Replace).Bind("@id", former.Id.Value).Bind("@browser_digest", former.Digest).Bind("@now", now).Run() == 0)
            return false;
        if (scanner is { } scan)
            write.Return(Unanswered(scan.Person, scan.Thumbprint, scan.At, options));
        return true;
    }

    private static Statement Answer(Statement statement, QrTicket ticket, DateTimeOffset now) =>
        statement.Bind("@id", ticket.Id.Value).Bind("@person", ticket.Person?.Value).Bind("@jkt", ticket.Thumbprint).Bind("@now", now);

    private void Answered(LaneWrite write, QrTicket ticket, QrOptions options)
    {
        if (ticket is { Person: { } person, ScannedAt: { } at })
            write.Return(Unanswered(person, ticket.Thumbprint, at, options));
    }

    private Count Unanswered(PersonId person, string? thumbprint, DateTimeOffset at, QrOptions options) => CountOf("qr.unanswered", Phone(person, thumbprint), at, options);

    /// <summary>One person's phone by its key: whoever signed in to an app of their own with a stolen password uses up their own scans, not the holder's.</summary>
    private byte[] Phone(PersonId person, string? thumbprint) => index.Of(LookupKinds.QrPerson, $"{person} {thumbprint}");

    private static Count CountOf(string kind, byte[] subject, DateTimeOffset at, QrOptions options)
    {
        var window = AttemptRule.WindowOf(at, options.Window);
        return new Count(kind, subject, window, window + options.Window);
    }

    private void Told(QrTicketId ticket, QrTicketState state, DateTimeOffset endsAt)
    {
        var step = new QrTicketStep(ticket, state, endsAt);
        steps.Tell(step);
        news.Tell(step);
    }
}
