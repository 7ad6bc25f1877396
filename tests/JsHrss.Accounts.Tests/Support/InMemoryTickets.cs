using System.Collections.Immutable;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>Tickets, keys and memberships in memory, under the conditions of the ports.</summary>
internal sealed class InMemoryTickets : IQrTickets, IAppKeyStore, IUnitStore
{
    public Dictionary<QrTicketId, QrTicket> Rows { get; } = [];

    public List<AppKey> Keys { get; } = [];

    public Dictionary<PersonId, MembershipsOfPerson> Persons { get; } = [];

    public List<AuditFact> Facts { get; } = [];

    public ScanAdmission? Admission { get; set; }

    /// <summary>Makes a membership with a confirmation, or says that it cannot be.</summary>
    public Func<UnitMember, bool> Make { get; set; } = _ => false;

    public ValueTask<bool> OpenAsync(TicketOpened change, QrOptions options, CancellationToken ct)
    {
        if (change.Replaces is { } former && Rows.TryGetValue(former.Id, out var row) && former.Proves(row.BrowserDigest.Span))
            Rows[former.Id] = row with { State = QrTicketState.Replaced };
        Rows.Add(change.Ticket.Id, change.Ticket);
        return ValueTask.FromResult(true);
    }

    public ValueTask<QrTicket?> FindAsync(QrTicketId id, CancellationToken ct) => ValueTask.FromResult(Rows.GetValueOrDefault(id));

    public ValueTask<ImmutableArray<QrTicket>> WaitingForAsync(PersonId person, DateTimeOffset now, CancellationToken ct) =>
        ValueTask.FromResult(Rows.Values.Where(row => row.Person == person && row.StateAt(now) == QrTicketState.Scanned).ToImmutableArray());

    public ValueTask<ScanAdmission> ScanAsync(TicketScanned change, QrOptions options, CancellationToken ct)
    {
        if (Admission is { } given)
            return ValueTask.FromResult(given);
        if (!Rows.TryGetValue(change.Code.Id, out var row) || row.StateAt(change.At) != QrTicketState.New || !change.Code.Proves(row.ScanDigest.Span))
            return ValueTask.FromResult(ScanAdmission.NotNew);
        Move(row with { State = QrTicketState.Scanned, Person = change.Person, Thumbprint = change.Thumbprint, ScannedAt = change.At, EndsAt = change.EndsAt }, change.Facts);
        return ValueTask.FromResult(ScanAdmission.Scanned);
    }

    public ValueTask<ScanAdmission> ScanDeviceAsync(DeviceScanned change, QrOptions options, CancellationToken ct)
    {
        if (Admission is { } given)
            return ValueTask.FromResult(given);
        Move(change.Ticket, change.Facts);
        return ValueTask.FromResult(ScanAdmission.Scanned);
    }

    public ValueTask<bool> ConfirmAsync(TicketConfirmed change, QrOptions options, CancellationToken ct)
    {
        var row = Rows[change.Ticket.Id];
        if (row.StateAt(change.At) != QrTicketState.Scanned)
            return ValueTask.FromResult(false);
        if (change.Makes is { } member && !Make(member))
            return ValueTask.FromResult(false);
        Move(row with { State = QrTicketState.Confirmed, Context = change.Context, AppKey = change.AppKey, EndsAt = change.EndsAt }, change.Facts);
        return ValueTask.FromResult(true);
    }

    public ValueTask RefuseAsync(ApprovalRefused change, QrOptions options, CancellationToken ct)
    {
        Facts.AddRange(change.Facts);
        return ValueTask.CompletedTask;
    }

    public int RegisterAsked { get; private set; }

    public ValueTask<bool> MayAskRegisterAsync(AppHolder holder, DateTimeOffset now, QrOptions options, CancellationToken ct) => ValueTask.FromResult(++RegisterAsked <= options.RegisterPerPhone);

    public ValueTask<bool> DenyAsync(TicketDenied change, QrOptions options, CancellationToken ct)
    {
        var row = Rows[change.Ticket.Id];
        if (row.StateAt(change.At) != QrTicketState.Scanned)
            return ValueTask.FromResult(false);
        Move(row with { State = QrTicketState.Denied }, change.Facts);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> SpendAsync(TicketSpent change, CancellationToken ct)
    {
        var row = Rows[change.Browser.Id];
        if (row.StateAt(change.At) != QrTicketState.Confirmed)
            return ValueTask.FromResult(false);
        Move(row with { State = change.State }, change.Facts);
        return ValueTask.FromResult(true);
    }

    public ValueTask<AppKey?> FindAsync(PersonId person, string thumbprint, CancellationToken ct) => ValueTask.FromResult(Keys.Find(key => key.Person == person && key.Thumbprint == thumbprint));

    public ValueTask<ImmutableArray<AppKey>> ListAsync(PersonId person, CancellationToken ct) => ValueTask.FromResult(Keys.Where(key => key.Person == person).ToImmutableArray());

    public ValueTask<bool> EndAsync(AppKeyEnded change, CancellationToken ct)
    {
        if (Keys.RemoveAll(key => key.Id == change.Key && key.Person == change.Person) == 0)
            return ValueTask.FromResult(false);
        Facts.Add(change.Fact);
        return ValueTask.FromResult(true);
    }

    /// <summary>Checks that have been passed and not consumed; the store's conditions on them are tested with the store.</summary>
    public List<SpentFaceCheck> Passed { get; } = [];

    public ValueTask<AppKeyEnrolment> EnrolAsync(AppKeyEnrolled change, CancellationToken ct)
    {
        if (Passed.Find(one => one with { At = change.Face.At } == change.Face) is not { } passed)
            return ValueTask.FromResult(AppKeyEnrolment.FaceRefused);
        if (Keys.Exists(key => key.Thumbprint == change.Key.Thumbprint && key.Person != change.Key.Person))
            return ValueTask.FromResult(AppKeyEnrolment.KeyTaken);
        Passed.Remove(passed);
        Keys.Add(change.Key);
        Facts.AddRange(change.Facts);
        return ValueTask.FromResult(AppKeyEnrolment.Enrolled);
    }

    public ValueTask<ImmutableArray<Unit>> FindAsync(UnitCode code, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<MembershipsOfPerson?> MembershipsAsync(PersonId person, CancellationToken ct) => ValueTask.FromResult(Persons.GetValueOrDefault(person));

    private void Move(QrTicket row, ImmutableArray<AuditFact> facts)
    {
        Rows[row.Id] = row;
        Facts.AddRange(facts);
    }
}
