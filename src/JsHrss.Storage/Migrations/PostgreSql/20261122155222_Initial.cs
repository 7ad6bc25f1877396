using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JsHrss.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "address",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    owner_kind = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<Guid>(type: "uuid", nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: false),
                    default_since = table.Column<long>(type: "bigint", nullable: true),
                    recipient_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    district_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    street_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    postcode_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_address", x => x.id);
                    table.CheckConstraint("address_slot_of_ten", "slot between 1 and 10");
                });

            migrationBuilder.CreateTable(
                name: "agreement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    document = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    about = table.Column<Guid>(type: "uuid", nullable: false),
                    client = table.Column<string>(type: "text", nullable: true),
                    address_sealed = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agreement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "app_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    jkt = table.Column<string>(type: "text", nullable: false),
                    face_check = table.Column<string>(type: "text", nullable: false),
                    enrolled_at = table.Column<long>(type: "bigint", nullable: false),
                    used_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_app_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_detail",
                columns: table => new
                {
                    fact = table.Column<Guid>(type: "uuid", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    detail_sealed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_detail", x => x.fact);
                });

            migrationBuilder.CreateTable(
                name: "audit_fact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tx = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "pg_current_xact_id()::text::bigint"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    node = table.Column<string>(type: "text", nullable: false),
                    trace = table.Column<string>(type: "text", nullable: true),
                    code = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    actor = table.Column<Guid>(type: "uuid", nullable: true),
                    subject = table.Column<Guid>(type: "uuid", nullable: true),
                    unit = table.Column<Guid>(type: "uuid", nullable: true),
                    membership = table.Column<Guid>(type: "uuid", nullable: true),
                    mandate = table.Column<Guid>(type: "uuid", nullable: true),
                    client = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: true),
                    port = table.Column<int>(type: "integer", nullable: true),
                    agent = table.Column<string>(type: "text", nullable: true),
                    detail_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    mac_alg = table.Column<int>(type: "integer", nullable: false),
                    mac_key = table.Column<int>(type: "integer", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_seal",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    from_tx = table.Column<long>(type: "bigint", nullable: false),
                    to_tx = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    merkle_root = table.Column<byte[]>(type: "bytea", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    mac_alg = table.Column<int>(type: "integer", nullable: false),
                    mac_key = table.Column<int>(type: "integer", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_seal", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "authorization_code",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    grant = table.Column<Guid>(type: "uuid", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    spent_at = table.Column<long>(type: "bigint", nullable: true),
                    attempt = table.Column<Guid>(type: "uuid", nullable: true),
                    successor = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_authorization_code", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "business_item",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    parent = table.Column<string>(type: "text", nullable: true),
                    min_level = table.Column<int>(type: "integer", nullable: false),
                    actions = table.Column<int>(type: "integer", nullable: false),
                    first_day = table.Column<int>(type: "integer", nullable: true),
                    last_day = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_business_item", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "config_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    not_before = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_config_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "consent",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    context = table.Column<Guid>(type: "uuid", nullable: false),
                    scopes = table.Column<string>(type: "text", nullable: false),
                    claims = table.Column<string>(type: "text", nullable: false),
                    details = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    withdrawn_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consent", x => new { x.person, x.client, x.context });
                });

            migrationBuilder.CreateTable(
                name: "counter",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject_hmac = table.Column<byte[]>(type: "bytea", nullable: false),
                    window = table.Column<long>(type: "bigint", nullable: false),
                    n = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counter", x => new { x.kind, x.subject_hmac, x.window });
                });

            migrationBuilder.CreateTable(
                name: "counter_slip",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<int>(type: "integer", nullable: false),
                    issued_at = table.Column<long>(type: "bigint", nullable: false),
                    valid_until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counter_slip", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "credential",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    membership = table.Column<Guid>(type: "uuid", nullable: true),
                    hash = table.Column<string>(type: "text", nullable: false),
                    set_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: true),
                    past = table.Column<string>(type: "text", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    window_from = table.Column<long>(type: "bigint", nullable: true),
                    locked_until = table.Column<long>(type: "bigint", nullable: true),
                    compared_while_locked = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credential", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "denied_token",
                columns: table => new
                {
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_denied_token", x => x.digest);
                });

            migrationBuilder.CreateTable(
                name: "device_code",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_code_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    grant = table.Column<Guid>(type: "uuid", nullable: true),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    spent_at = table.Column<long>(type: "bigint", nullable: true),
                    attempt = table.Column<Guid>(type: "uuid", nullable: true),
                    successor = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_code", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "face_check",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<int>(type: "integer", nullable: false),
                    flow = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    subject_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    subject_hmac = table.Column<byte[]>(type: "bytea", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    order_no = table.Column<string>(type: "text", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: true),
                    prompt_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    agreement = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    consumed_at = table.Column<long>(type: "bigint", nullable: true),
                    failure = table.Column<int>(type: "integer", nullable: true),
                    jkt = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_face_check", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fetched_document",
                columns: table => new
                {
                    address_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    fetched_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fetched_document", x => x.address_digest);
                });

            migrationBuilder.CreateTable(
                name: "grant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent = table.Column<Guid>(type: "uuid", nullable: true),
                    client = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    context = table.Column<Guid>(type: "uuid", nullable: true),
                    session = table.Column<Guid>(type: "uuid", nullable: true),
                    actor = table.Column<Guid>(type: "uuid", nullable: true),
                    scopes = table.Column<string>(type: "text", nullable: false),
                    resources = table.Column<string>(type: "text", nullable: false),
                    details = table.Column<string>(type: "text", nullable: true),
                    claims_request = table.Column<string>(type: "text", nullable: true),
                    acr = table.Column<string>(type: "text", nullable: true),
                    amr = table.Column<string>(type: "text", nullable: true),
                    auth_time = table.Column<long>(type: "bigint", nullable: true),
                    strong_at = table.Column<long>(type: "bigint", nullable: true),
                    idp = table.Column<string>(type: "text", nullable: true),
                    jkt = table.Column<string>(type: "text", nullable: true),
                    x5t = table.Column<string>(type: "text", nullable: true),
                    offline = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    idle_until = table.Column<long>(type: "bigint", nullable: true),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_because = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grant", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "institution",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    serial = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    business_line = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    applied_by = table.Column<Guid>(type: "uuid", nullable: true),
                    applied_in = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_client = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_institution", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "interaction",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    answered = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    spent_at = table.Column<long>(type: "bigint", nullable: true),
                    attempt = table.Column<Guid>(type: "uuid", nullable: true),
                    successor = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_interaction", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    holder = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "level_evidence",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    method = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    transaction_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_level_evidence", x => new { x.person, x.n });
                });

            migrationBuilder.CreateTable(
                name: "mandate",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    membership = table.Column<Guid>(type: "uuid", nullable: false),
                    first_day = table.Column<int>(type: "integer", nullable: false),
                    last_day = table.Column<int>(type: "integer", nullable: false),
                    all_items = table.Column<bool>(type: "boolean", nullable: false),
                    items = table.Column<string>(type: "text", nullable: false),
                    granted_method = table.Column<int>(type: "integer", nullable: false),
                    granted_role = table.Column<int>(type: "integer", nullable: true),
                    granted_person = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mandate", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "membership",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<Guid>(type: "uuid", nullable: false),
                    within = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<int>(type: "integer", nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: true),
                    link = table.Column<int>(type: "integer", nullable: false),
                    suspended_at = table.Column<long>(type: "bigint", nullable: true),
                    hold_until = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    tag = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_membership", x => x.id);
                    table.CheckConstraint("membership_slot_of_agents", "(role = 3 and slot is not null and slot between 1 and 10) or (role <> 3 and slot is null)");
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    not_before = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<long>(type: "bigint", nullable: true),
                    done_at = table.Column<long>(type: "bigint", nullable: true),
                    result = table.Column<string>(type: "text", nullable: true),
                    dedupe = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "passkey",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    name_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    handle = table.Column<byte[]>(type: "bytea", nullable: false),
                    handle_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    transports = table.Column<string>(type: "text", nullable: false),
                    user_verified = table.Column<bool>(type: "boolean", nullable: false),
                    backup_eligible = table.Column<bool>(type: "boolean", nullable: false),
                    backed_up = table.Column<bool>(type: "boolean", nullable: false),
                    enrolled_by = table.Column<int>(type: "integer", nullable: false),
                    bound_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_used_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    real_person_until = table.Column<long>(type: "bigint", nullable: true),
                    name_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    document_type = table.Column<int>(type: "integer", nullable: false),
                    document_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    document_index = table.Column<byte[]>(type: "bytea", nullable: false),
                    number_index = table.Column<byte[]>(type: "bytea", nullable: false),
                    mobile_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    mobile_index = table.Column<byte[]>(type: "bytea", nullable: true),
                    region = table.Column<string>(type: "text", nullable: true),
                    frozen_at = table.Column<long>(type: "bigint", nullable: true),
                    suspended_at = table.Column<long>(type: "bigint", nullable: true),
                    capped_at_level = table.Column<int>(type: "integer", nullable: true),
                    hold_until = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pushed_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    spent_at = table.Column<long>(type: "bigint", nullable: true),
                    attempt = table.Column<Guid>(type: "uuid", nullable: true),
                    successor = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pushed_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "qr_ticket",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scan_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    browser_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    tab = table.Column<int>(type: "integer", nullable: false),
                    interaction = table.Column<string>(type: "text", nullable: true),
                    unit_hint = table.Column<string>(type: "text", nullable: true),
                    client = table.Column<string>(type: "text", nullable: true),
                    pairing = table.Column<int>(type: "integer", nullable: false),
                    shown_sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    jkt = table.Column<string>(type: "text", nullable: true),
                    scanned_at = table.Column<long>(type: "bigint", nullable: true),
                    context = table.Column<Guid>(type: "uuid", nullable: true),
                    app_key = table.Column<Guid>(type: "uuid", nullable: true),
                    moved_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_qr_ticket", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "refresh_token",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    grant = table.Column<Guid>(type: "uuid", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    last_used_at = table.Column<long>(type: "bigint", nullable: true),
                    spent_at = table.Column<long>(type: "bigint", nullable: true),
                    attempt = table.Column<Guid>(type: "uuid", nullable: true),
                    successor = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refresh_token", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ring_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ring_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rp_session",
                columns: table => new
                {
                    session = table.Column<Guid>(type: "uuid", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    context = table.Column<Guid>(type: "uuid", nullable: false),
                    sid = table.Column<string>(type: "text", nullable: false),
                    logout_uri = table.Column<string>(type: "text", nullable: true),
                    joined_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rp_session", x => new { x.session, x.client, x.context });
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    browser_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    address_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    agent_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: false),
                    idle_ms = table.Column<long>(type: "bigint", nullable: false),
                    idle_until = table.Column<long>(type: "bigint", nullable: false),
                    absolute_until = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_because = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session_proof",
                columns: table => new
                {
                    session = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    method = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    membership = table.Column<Guid>(type: "uuid", nullable: true),
                    unit = table.Column<Guid>(type: "uuid", nullable: true),
                    credential = table.Column<Guid>(type: "uuid", nullable: true),
                    provider = table.Column<string>(type: "text", nullable: false),
                    app_key = table.Column<Guid>(type: "uuid", nullable: true),
                    is_bound = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_proof", x => new { x.session, x.n });
                });

            migrationBuilder.CreateTable(
                name: "sighting",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    issuer = table.Column<string>(type: "text", nullable: false),
                    jti_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sighting", x => new { x.kind, x.issuer, x.jti_digest });
                });

            migrationBuilder.CreateTable(
                name: "signal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tx = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "pg_current_xact_id()::text::bigint"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    initiator = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    session = table.Column<Guid>(type: "uuid", nullable: true),
                    membership = table.Column<Guid>(type: "uuid", nullable: true),
                    mandate = table.Column<Guid>(type: "uuid", nullable: true),
                    unit = table.Column<Guid>(type: "uuid", nullable: true),
                    institution = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signing_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kid = table.Column<string>(type: "text", nullable: false),
                    alg = table.Column<string>(type: "text", nullable: false),
                    private_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    public_jwk = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<long>(type: "bigint", nullable: false),
                    active_at = table.Column<long>(type: "bigint", nullable: false),
                    retired_at = table.Column<long>(type: "bigint", nullable: true),
                    gone_at = table.Column<long>(type: "bigint", nullable: true),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signing_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    number = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<int>(type: "integer", nullable: false),
                    region = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_profile",
                columns: table => new
                {
                    unit = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    economic_type = table.Column<string>(type: "text", nullable: true),
                    industry = table.Column<string>(type: "text", nullable: true),
                    affiliation = table.Column<string>(type: "text", nullable: true),
                    registered_address = table.Column<string>(type: "text", nullable: true),
                    nature = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unit_profile", x => x.unit);
                });

            migrationBuilder.CreateTable(
                name: "unit_terms",
                columns: table => new
                {
                    unit = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    membership = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unit_terms", x => new { x.unit, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "address_default",
                table: "address",
                columns: new[] { "owner_kind", "owner" },
                unique: true,
                filter: "default_since is not null");

            migrationBuilder.CreateIndex(
                name: "address_slot",
                table: "address",
                columns: new[] { "owner_kind", "owner", "slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "agreement_person",
                table: "agreement",
                column: "person",
                filter: "person is not null");

            migrationBuilder.CreateIndex(
                name: "app_key_face_check",
                table: "app_key",
                column: "face_check",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "app_key_person",
                table: "app_key",
                column: "person",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "app_key_thumbprint",
                table: "app_key",
                column: "jkt",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "audit_fact_id",
                table: "audit_fact",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "audit_fact_tx",
                table: "audit_fact",
                columns: new[] { "tx", "id" });

            migrationBuilder.CreateIndex(
                name: "counter_until",
                table: "counter",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "counter_slip_number",
                table: "counter_slip",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "counter_slip_person",
                table: "counter_slip",
                columns: new[] { "person", "purpose" });

            migrationBuilder.CreateIndex(
                name: "credential_membership",
                table: "credential",
                column: "membership",
                unique: true,
                filter: "membership is not null");

            migrationBuilder.CreateIndex(
                name: "credential_person",
                table: "credential",
                column: "person",
                unique: true,
                filter: "membership is null");

            migrationBuilder.CreateIndex(
                name: "denied_token_until",
                table: "denied_token",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "device_code_decided",
                table: "device_code",
                column: "expires_at",
                filter: "decided_at is not null");

            migrationBuilder.CreateIndex(
                name: "device_code_user_code",
                table: "device_code",
                column: "user_code_digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "face_check_open",
                table: "face_check",
                columns: new[] { "purpose", "flow" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "face_check_order",
                table: "face_check",
                column: "order_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "face_check_reference",
                table: "face_check",
                columns: new[] { "channel", "reference" },
                unique: true,
                filter: "reference is not null");

            migrationBuilder.CreateIndex(
                name: "face_check_subject",
                table: "face_check",
                column: "id",
                filter: "subject_sealed is not null");

            migrationBuilder.CreateIndex(
                name: "grant_client",
                table: "grant",
                column: "client",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "grant_context",
                table: "grant",
                column: "context",
                filter: "ended_at is null and context is not null");

            migrationBuilder.CreateIndex(
                name: "grant_parent",
                table: "grant",
                column: "parent",
                filter: "ended_at is null and parent is not null");

            migrationBuilder.CreateIndex(
                name: "grant_person",
                table: "grant",
                column: "person",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "grant_session",
                table: "grant",
                column: "session",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "institution_number",
                table: "institution",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "institution_serial",
                table: "institution",
                column: "serial",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "institution_status",
                table: "institution",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "institution_unit",
                table: "institution",
                columns: new[] { "unit", "id" });

            migrationBuilder.CreateIndex(
                name: "mandate_membership",
                table: "mandate",
                column: "membership",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "membership_invited",
                table: "membership",
                column: "created_at",
                filter: "status = 1");

            migrationBuilder.CreateIndex(
                name: "membership_once",
                table: "membership",
                columns: new[] { "within", "person" },
                unique: true,
                filter: "status <> 9");

            migrationBuilder.CreateIndex(
                name: "membership_one",
                table: "membership",
                columns: new[] { "within", "role" },
                unique: true,
                filter: "role in (1, 2) and status <> 9");

            migrationBuilder.CreateIndex(
                name: "membership_person",
                table: "membership",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "membership_slot",
                table: "membership",
                columns: new[] { "within", "slot" },
                unique: true,
                filter: "role = 3 and status <> 9");

            migrationBuilder.CreateIndex(
                name: "membership_unit",
                table: "membership",
                column: "unit",
                filter: "status <> 9");

            migrationBuilder.CreateIndex(
                name: "outbox_dedupe",
                table: "outbox",
                column: "dedupe",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "outbox_due",
                table: "outbox",
                columns: new[] { "kind", "target", "not_before" },
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "outbox_held",
                table: "outbox",
                columns: new[] { "kind", "target" },
                filter: "done_at is null and (attempts > 0 or lease_until is not null)");

            migrationBuilder.CreateIndex(
                name: "passkey_handle",
                table: "passkey",
                column: "handle_digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "passkey_person",
                table: "passkey",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "person_document",
                table: "person",
                column: "document_index",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "person_mobile",
                table: "person",
                column: "mobile_index",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "person_number",
                table: "person",
                column: "number_index");

            migrationBuilder.CreateIndex(
                name: "qr_ticket_moved",
                table: "qr_ticket",
                column: "moved_at",
                filter: "moved_at is not null");

            migrationBuilder.CreateIndex(
                name: "qr_ticket_person",
                table: "qr_ticket",
                column: "person",
                filter: "person is not null");

            migrationBuilder.CreateIndex(
                name: "refresh_token_grant",
                table: "refresh_token",
                column: "grant");

            migrationBuilder.CreateIndex(
                name: "session_person",
                table: "session",
                column: "person",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "session_proof_app_key",
                table: "session_proof",
                column: "app_key",
                filter: "app_key is not null");

            migrationBuilder.CreateIndex(
                name: "session_proof_credential",
                table: "session_proof",
                column: "credential",
                filter: "credential is not null");

            migrationBuilder.CreateIndex(
                name: "sighting_until",
                table: "sighting",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "signal_id",
                table: "signal",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "signal_tx",
                table: "signal",
                columns: new[] { "tx", "id" });

            migrationBuilder.CreateIndex(
                name: "signing_key_active",
                table: "signing_key",
                columns: new[] { "alg", "active_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "signing_key_kid",
                table: "signing_key",
                column: "kid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "unit_code",
                table: "unit",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "unit_number",
                table: "unit",
                column: "number",
                unique: true);

            migrationBuilder.Sql(AuditGuards.PostgreSql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "address");

            migrationBuilder.DropTable(
                name: "agreement");

            migrationBuilder.DropTable(
                name: "app_key");

            migrationBuilder.DropTable(
                name: "audit_detail");

            migrationBuilder.DropTable(
                name: "audit_fact");

            migrationBuilder.DropTable(
                name: "audit_seal");

            migrationBuilder.DropTable(
                name: "authorization_code");

            migrationBuilder.DropTable(
                name: "business_item");

            migrationBuilder.DropTable(
                name: "config_version");

            migrationBuilder.DropTable(
                name: "consent");

            migrationBuilder.DropTable(
                name: "counter");

            migrationBuilder.DropTable(
                name: "counter_slip");

            migrationBuilder.DropTable(
                name: "credential");

            migrationBuilder.DropTable(
                name: "denied_token");

            migrationBuilder.DropTable(
                name: "device_code");

            migrationBuilder.DropTable(
                name: "face_check");

            migrationBuilder.DropTable(
                name: "fetched_document");

            migrationBuilder.DropTable(
                name: "grant");

            migrationBuilder.DropTable(
                name: "institution");

            migrationBuilder.DropTable(
                name: "interaction");

            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "level_evidence");

            migrationBuilder.DropTable(
                name: "mandate");

            migrationBuilder.DropTable(
                name: "membership");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "passkey");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "pushed_request");

            migrationBuilder.DropTable(
                name: "qr_ticket");

            migrationBuilder.DropTable(
                name: "refresh_token");

            migrationBuilder.DropTable(
                name: "ring_key");

            migrationBuilder.DropTable(
                name: "rp_session");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "session_proof");

            migrationBuilder.DropTable(
                name: "sighting");

            migrationBuilder.DropTable(
                name: "signal");

            migrationBuilder.DropTable(
                name: "signing_key");

            migrationBuilder.DropTable(
                name: "unit");

            migrationBuilder.DropTable(
                name: "unit_profile");

            migrationBuilder.DropTable(
                name: "unit_terms");
        }
    }
}
