using JsHrss.Storage.Lanes;
using JsHrss.Storage.Startup;
using Microsoft.EntityFrameworkCore;

namespace JsHrss.Storage.Rows;

/// <summary>The schema. Hot statements are plain SQL; this context makes the migrations and serves what is rarely asked.</summary>
internal abstract class HallDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>A context that writes inside a change, in its transaction.</summary>
    public static HallDb Within(LaneWrite write)
    {
        HallDb db = write.Dialect switch
        {
            Dialect.Sqlite => new SqliteHallDb(new DbContextOptionsBuilder<SqliteHallDb>().UseSqlite(write.Connection).Options),
            Dialect.PostgreSql => new PostgreSqlHallDb(new DbContextOptionsBuilder<PostgreSqlHallDb>().UseNpgsql(write.Connection).Options),
            Dialect.SqlServer => new SqlServerHallDb(new DbContextOptionsBuilder<SqlServerHallDb>().UseSqlServer(write.Connection).Options),
            _ => throw new ArgumentOutOfRangeException(nameof(write), write.Dialect, null),
        };
        db.Database.UseTransaction(write.Transaction);
        return db;
    }

    /// <summary>What of the database itself is not as the statements need it; null: nothing. Asked at start.</summary>
    public virtual string? Misfit => null;

    /// <summary>Before a migration: puts the database into the state that <see cref="Misfit"/> asks for.</summary>
    /// <exception cref="InvalidOperationException">It cannot be done now; the message says why.</exception>
    public virtual void Fit()
    {
    }

    /// <summary>After a migration: gives the serving role and the auditor what each needs and no more, where the database knows roles.</summary>
    public virtual void GrantRights(DatabaseOptions options)
    {
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<SessionRow>().HasIndex(row => row.Person, "session_person").HasFilter("ended_at is null");
        modelBuilder.Entity<SessionProofRow>().HasIndex(row => row.Credential, "session_proof_credential").HasFilter("credential is not null");
        modelBuilder.Entity<SessionProofRow>().HasIndex(row => row.AppKey, "session_proof_app_key").HasFilter("app_key is not null");
        modelBuilder.Entity<RpSessionRow>();
        modelBuilder.Entity<GrantRow>(grant =>
        {
            const string open = "ended_at is null";
            grant.HasIndex(row => row.Session, "grant_session").HasFilter(open);
            grant.HasIndex(row => row.Person, "grant_person").HasFilter(open);
            grant.HasIndex(row => row.Context, "grant_context").HasFilter($"{open} and context is not null");
            grant.HasIndex(row => row.Client, "grant_client").HasFilter(open);
            grant.HasIndex(row => row.Parent, "grant_parent").HasFilter($"{open} and parent is not null");
        });
        modelBuilder.Entity<AuthorizationCodeRow>();
        modelBuilder.Entity<RefreshTokenRow>();
        modelBuilder.Entity<InteractionRow>();
        modelBuilder.Entity<PushedRequestRow>();
        modelBuilder.Entity<DeviceCodeRow>().HasIndex(row => row.ExpiresAt, "device_code_decided").HasFilter("decided_at is not null");
        modelBuilder.Entity<QrTicketRow>(ticket =>
        {
            ticket.HasIndex(row => row.Person, "qr_ticket_person").HasFilter("person is not null");
            ticket.HasIndex(row => row.MovedAt, "qr_ticket_moved").HasFilter("moved_at is not null");
        });
        modelBuilder.Entity<AppKeyRow>(key =>
        {
            // One holder at a time: a key that two persons enrolled would say nothing of either.
            key.HasIndex(row => row.Thumbprint, "app_key_thumbprint").IsUnique().HasFilter("ended_at is null");
            key.HasIndex(row => row.FaceCheck, "app_key_face_check").IsUnique();
            key.HasIndex(row => row.Person, "app_key_person").HasFilter("ended_at is null");
        });
        modelBuilder.Entity<FaceCheckRow>(check =>
        {
            check.HasIndex(row => row.Order, "face_check_order").IsUnique();
            // A number that comes twice would bring somebody else's result (case AS-11).
            check.HasIndex(row => new { row.Channel, row.Reference }, "face_check_reference").IsUnique().HasFilter("reference is not null");
            check.HasIndex(row => new { row.Purpose, row.Flow }, "face_check_open").HasFilter("state = 1");
            check.HasIndex(row => row.Id, "face_check_subject").HasFilter("subject_sealed is not null");
        });
        modelBuilder.Entity<CounterSlipRow>(slip =>
        {
            slip.HasIndex(row => row.Number, "counter_slip_number").IsUnique();
            slip.HasIndex(row => new { row.Person, row.Purpose }, "counter_slip_person");
        });
        modelBuilder.Entity<AgreementRow>().HasIndex(row => row.Person, "agreement_person").HasFilter("person is not null");
        modelBuilder.Entity<SightingRow>();
        modelBuilder.Entity<DeniedTokenRow>();
        modelBuilder.Entity<ConsentRow>();
        modelBuilder.Entity<SigningKeyRow>();
        modelBuilder.Entity<RingKeyRow>();
        modelBuilder.Entity<ConfigVersionRow>();
        modelBuilder.Entity<FetchedDocumentRow>();
        modelBuilder.Entity<OutboxRow>(outbox =>
        {
            outbox.HasIndex(row => new { row.Kind, row.Target, row.NotBefore }, "outbox_due").HasFilter("done_at is null");
            // At most a few a target: what is under way, or was tried in vain and holds back the rest of its target.
            outbox.HasIndex(row => new { row.Kind, row.Target }, "outbox_held").HasFilter("done_at is null and (attempts > 0 or lease_until is not null)");
        });
        modelBuilder.Entity<LeaseRow>();
        modelBuilder.Entity<CounterRow>();
        modelBuilder.Entity<AuditFactRow>();
        modelBuilder.Entity<SignalRow>();
        modelBuilder.Entity<AuditDetailRow>();
        modelBuilder.Entity<AuditSealRow>();
        modelBuilder.Entity<PersonRow>();
        modelBuilder.Entity<CredentialRow>(credential =>
        {
            credential.HasIndex(row => row.Person, "credential_person").IsUnique().HasFilter("membership is null");
            credential.HasIndex(row => row.Membership, "credential_membership").IsUnique().HasFilter("membership is not null");
        });
        modelBuilder.Entity<PasskeyRow>();
        modelBuilder.Entity<LevelEvidenceRow>();
        modelBuilder.Entity<UnitRow>();
        modelBuilder.Entity<InstitutionRow>();
        modelBuilder.Entity<BusinessItemRow>();
        modelBuilder.Entity<MandateRow>();
        modelBuilder.Entity<UnitTermsRow>();
        modelBuilder.Entity<UnitProfileRow>();
        modelBuilder.Entity<AddressRow>(address =>
        {
            // Ten a book and one default: a race ends at the indexes, not in code (R153).
            address.ToTable(table => table.HasCheckConstraint("address_slot_of_ten", "slot between 1 and 10"));
            address.HasIndex(row => new { row.OwnerKind, row.Owner, row.Slot }, "address_slot").IsUnique();
            address.HasIndex(row => new { row.OwnerKind, row.Owner }, "address_default").IsUnique().HasFilter("default_since is not null");
        });
        modelBuilder.Entity<MembershipRow>(membership =>
        {
            membership.ToTable(table => table.HasCheckConstraint("membership_slot_of_agents", "(role = 3 and slot is not null and slot between 1 and 10) or (role <> 3 and slot is null)"));
            membership.HasIndex(row => row.Person, "membership_person");
            membership.HasIndex(row => row.Unit, "membership_unit").HasFilter("status <> 9");
            membership.HasIndex(row => row.CreatedAt, "membership_invited").HasFilter("status = 1");
            // Nobody has two roles in one place (R147); it also finds the members of a place.
            membership.HasIndex(row => new { row.Within, row.Person }, "membership_once").IsUnique().HasFilter("status <> 9");
            // The guide's limits: one legal representative, one administrator, ten agents. A race ends at the index, not in code.
            membership.HasIndex(row => new { row.Within, row.Slot }, "membership_slot").IsUnique().HasFilter("role = 3 and status <> 9");
            membership.HasIndex(row => new { row.Within, row.Role }, "membership_one").IsUnique().HasFilter("role in (1, 2) and status <> 9");
        });
    }
}
