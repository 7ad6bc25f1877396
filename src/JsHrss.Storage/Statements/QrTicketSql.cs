using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>A code as columns: how it is read in every statement alike.</summary>
internal static class QrTicketSql
{
    public const string Columns =
        "id, scan_digest, browser_digest, state, tab, interaction, unit_hint, client, pairing, shown_sealed, expires_at, person, jkt, scanned_at, context, app_key";

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
