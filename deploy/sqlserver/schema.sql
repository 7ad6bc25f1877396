IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [address] (
        [id] binary(16) NOT NULL,
        [version] int NOT NULL,
        [owner_kind] int NOT NULL,
        [owner] binary(16) NOT NULL,
        [slot] int NOT NULL,
        [default_since] bigint NULL,
        [recipient_sealed] varbinary(max) NOT NULL,
        [district_sealed] varbinary(max) NOT NULL,
        [street_sealed] varbinary(max) NOT NULL,
        [postcode_sealed] varbinary(max) NULL,
        [phone_sealed] varbinary(max) NOT NULL,
        [created_at] bigint NOT NULL,
        [changed_at] bigint NOT NULL,
        CONSTRAINT [PK_address] PRIMARY KEY ([id]),
        CONSTRAINT [address_slot_of_ten] CHECK (slot between 1 and 10)
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [agreement] (
        [id] binary(16) NOT NULL,
        [person] binary(16) NULL,
        [document] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [digest] varbinary(max) NOT NULL,
        [at] bigint NOT NULL,
        [about] binary(16) NOT NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [address_sealed] varbinary(max) NULL,
        CONSTRAINT [PK_agreement] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [app_key] (
        [id] binary(16) NOT NULL,
        [person] binary(16) NOT NULL,
        [jkt] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [face_check] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [enrolled_at] bigint NOT NULL,
        [used_at] bigint NULL,
        [ended_at] bigint NULL,
        CONSTRAINT [PK_app_key] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [audit_detail] (
        [fact] binary(16) NOT NULL,
        [salt] varbinary(max) NOT NULL,
        [detail_sealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_audit_detail] PRIMARY KEY ([fact])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [audit_fact] (
        [id] binary(16) NOT NULL,
        [tx] rowversion NOT NULL,
        [at] bigint NOT NULL,
        [node] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [trace] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [code] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [outcome] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [reason] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [actor] binary(16) NULL,
        [subject] binary(16) NULL,
        [unit] binary(16) NULL,
        [membership] binary(16) NULL,
        [mandate] binary(16) NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [address] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [port] int NULL,
        [agent] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [detail_digest] varbinary(max) NULL,
        [mac_alg] int NOT NULL,
        [mac_key] int NOT NULL,
        [mac] varbinary(max) NOT NULL,
        CONSTRAINT [PK_audit_fact] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [audit_seal] (
        [number] bigint NOT NULL,
        [epoch] int NOT NULL,
        [from_tx] bigint NOT NULL,
        [to_tx] bigint NOT NULL,
        [count] int NOT NULL,
        [merkle_root] varbinary(max) NOT NULL,
        [previous_hash] varbinary(max) NOT NULL,
        [hash] varbinary(max) NOT NULL,
        [mac_alg] int NOT NULL,
        [mac_key] int NOT NULL,
        [mac] varbinary(max) NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [PK_audit_seal] PRIMARY KEY ([number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [authorization_code] (
        [id] binary(16) NOT NULL,
        [digest] varbinary(max) NOT NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [grant] binary(16) NOT NULL,
        [payload] varbinary(max) NULL,
        [expires_at] bigint NOT NULL,
        [spent_at] bigint NULL,
        [attempt] binary(16) NULL,
        [successor] binary(16) NULL,
        CONSTRAINT [PK_authorization_code] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [business_item] (
        [code] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [parent] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [min_level] int NOT NULL,
        [actions] int NOT NULL,
        [first_day] int NULL,
        [last_day] int NULL,
        CONSTRAINT [PK_business_item] PRIMARY KEY ([code])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [config_version] (
        [id] int NOT NULL,
        [version] bigint NOT NULL,
        [not_before] bigint NULL,
        CONSTRAINT [PK_config_version] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [consent] (
        [person] binary(16) NOT NULL,
        [client] nvarchar(360) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [context] binary(16) NOT NULL,
        [scopes] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [claims] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [details] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [version] int NOT NULL,
        [at] bigint NOT NULL,
        [until] bigint NOT NULL,
        [withdrawn_at] bigint NULL,
        CONSTRAINT [PK_consent] PRIMARY KEY ([person], [client], [context])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [counter] (
        [kind] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [subject_hmac] varbinary(64) NOT NULL,
        [window] bigint NOT NULL,
        [n] bigint NOT NULL,
        [until] bigint NOT NULL,
        CONSTRAINT [PK_counter] PRIMARY KEY ([kind], [subject_hmac], [window])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [counter_slip] (
        [id] binary(16) NOT NULL,
        [number] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [person] binary(16) NOT NULL,
        [purpose] int NOT NULL,
        [issued_at] bigint NOT NULL,
        [valid_until] bigint NOT NULL,
        CONSTRAINT [PK_counter_slip] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [credential] (
        [id] binary(16) NOT NULL,
        [person] binary(16) NOT NULL,
        [membership] binary(16) NULL,
        [hash] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [set_at] bigint NOT NULL,
        [state] int NOT NULL,
        [expires_at] bigint NULL,
        [past] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [failures] int NOT NULL,
        [window_from] bigint NULL,
        [locked_until] bigint NULL,
        [compared_while_locked] int NOT NULL,
        CONSTRAINT [PK_credential] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [denied_token] (
        [digest] varbinary(64) NOT NULL,
        [until] bigint NOT NULL,
        CONSTRAINT [PK_denied_token] PRIMARY KEY ([digest])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [device_code] (
        [id] binary(16) NOT NULL,
        [digest] varbinary(max) NOT NULL,
        [user_code_digest] varbinary(64) NOT NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [grant] binary(16) NULL,
        [payload] varbinary(max) NULL,
        [expires_at] bigint NOT NULL,
        [decided_at] bigint NULL,
        [spent_at] bigint NULL,
        [attempt] binary(16) NULL,
        [successor] binary(16) NULL,
        CONSTRAINT [PK_device_code] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [face_check] (
        [id] binary(16) NOT NULL,
        [purpose] int NOT NULL,
        [flow] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [person] binary(16) NULL,
        [subject_sealed] varbinary(max) NULL,
        [subject_hmac] varbinary(max) NOT NULL,
        [channel] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [order_no] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [reference] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [prompt_sealed] varbinary(max) NULL,
        [agreement] binary(16) NOT NULL,
        [state] int NOT NULL,
        [created_at] bigint NOT NULL,
        [ends_at] bigint NOT NULL,
        [asked_at] bigint NULL,
        [decided_at] bigint NULL,
        [consumed_at] bigint NULL,
        [failure] int NULL,
        [jkt] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_face_check] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [fetched_document] (
        [address_digest] varbinary(64) NOT NULL,
        [address] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [body] varbinary(max) NOT NULL,
        [fetched_at] bigint NOT NULL,
        CONSTRAINT [PK_fetched_document] PRIMARY KEY ([address_digest])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [grant] (
        [id] binary(16) NOT NULL,
        [parent] binary(16) NULL,
        [client] nvarchar(360) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [person] binary(16) NULL,
        [context] binary(16) NULL,
        [session] binary(16) NULL,
        [actor] binary(16) NULL,
        [scopes] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [resources] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [details] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [claims_request] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [acr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [amr] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [auth_time] bigint NULL,
        [strong_at] bigint NULL,
        [idp] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [jkt] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [x5t] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [offline] bit NOT NULL,
        [created_at] bigint NOT NULL,
        [idle_until] bigint NULL,
        [ends_at] bigint NOT NULL,
        [ended_at] bigint NULL,
        [ended_because] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_grant] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [institution] (
        [id] binary(16) NOT NULL,
        [version] int NOT NULL,
        [unit] binary(16) NOT NULL,
        [number] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
        [serial] int NULL,
        [name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [business_line] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [status] int NOT NULL,
        [applied_by] binary(16) NULL,
        [applied_in] binary(16) NULL,
        [decided_by] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [decided_client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [decided_at] bigint NULL,
        [reason] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [created_at] bigint NOT NULL,
        CONSTRAINT [PK_institution] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [interaction] (
        [id] binary(16) NOT NULL,
        [digest] varbinary(max) NOT NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [payload] varbinary(max) NULL,
        [answered] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [expires_at] bigint NOT NULL,
        [spent_at] bigint NULL,
        [attempt] binary(16) NULL,
        [successor] binary(16) NULL,
        CONSTRAINT [PK_interaction] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [lease] (
        [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [holder] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [until] bigint NOT NULL,
        CONSTRAINT [PK_lease] PRIMARY KEY ([name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [level_evidence] (
        [person] binary(16) NOT NULL,
        [n] int NOT NULL,
        [level] int NOT NULL,
        [method] int NOT NULL,
        [source] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] bigint NOT NULL,
        [transaction_id] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_level_evidence] PRIMARY KEY ([person], [n])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [mandate] (
        [id] binary(16) NOT NULL,
        [version] int NOT NULL,
        [membership] binary(16) NOT NULL,
        [first_day] int NOT NULL,
        [last_day] int NOT NULL,
        [all_items] bit NOT NULL,
        [items] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [granted_method] int NOT NULL,
        [granted_role] int NULL,
        [granted_person] binary(16) NULL,
        CONSTRAINT [PK_mandate] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [membership] (
        [id] binary(16) NOT NULL,
        [version] int NOT NULL,
        [person] binary(16) NOT NULL,
        [unit] binary(16) NOT NULL,
        [within] binary(16) NOT NULL,
        [role] int NOT NULL,
        [slot] int NULL,
        [status] int NOT NULL,
        [institution] binary(16) NULL,
        [link] int NOT NULL,
        [suspended_at] bigint NULL,
        [hold_until] bigint NULL,
        [created_at] bigint NOT NULL,
        [ended_at] bigint NULL,
        [tag] varbinary(max) NULL,
        CONSTRAINT [PK_membership] PRIMARY KEY ([id]),
        CONSTRAINT [membership_slot_of_agents] CHECK ((role = 3 and slot is not null and slot between 1 and 10) or (role <> 3 and slot is null))
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [outbox] (
        [id] binary(16) NOT NULL,
        [kind] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [target] nvarchar(360) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [payload] varbinary(max) NULL,
        [not_before] bigint NOT NULL,
        [attempts] int NOT NULL,
        [lease_until] bigint NULL,
        [done_at] bigint NULL,
        [result] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [dedupe] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_outbox] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [passkey] (
        [id] binary(16) NOT NULL,
        [person] binary(16) NOT NULL,
        [name_sealed] varbinary(max) NOT NULL,
        [handle] varbinary(max) NOT NULL,
        [handle_digest] varbinary(64) NOT NULL,
        [public_key] varbinary(max) NOT NULL,
        [sign_count] bigint NOT NULL,
        [transports] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [user_verified] bit NOT NULL,
        [backup_eligible] bit NOT NULL,
        [backed_up] bit NOT NULL,
        [enrolled_by] int NOT NULL,
        [bound_at] bigint NULL,
        [created_at] bigint NOT NULL,
        [last_used_at] bigint NULL,
        CONSTRAINT [PK_passkey] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [person] (
        [id] binary(16) NOT NULL,
        [version] int NOT NULL,
        [level] int NOT NULL,
        [real_person_until] bigint NULL,
        [name_sealed] varbinary(max) NOT NULL,
        [document_type] int NOT NULL,
        [document_sealed] varbinary(max) NOT NULL,
        [document_index] varbinary(64) NOT NULL,
        [number_index] varbinary(64) NOT NULL,
        [mobile_sealed] varbinary(max) NULL,
        [mobile_index] varbinary(64) NULL,
        [region] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [frozen_at] bigint NULL,
        [suspended_at] bigint NULL,
        [capped_at_level] int NULL,
        [hold_until] bigint NULL,
        [created_at] bigint NOT NULL,
        [updated_at] bigint NOT NULL,
        CONSTRAINT [PK_person] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [pushed_request] (
        [id] binary(16) NOT NULL,
        [digest] varbinary(max) NOT NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [payload] varbinary(max) NULL,
        [expires_at] bigint NOT NULL,
        [spent_at] bigint NULL,
        [attempt] binary(16) NULL,
        [successor] binary(16) NULL,
        CONSTRAINT [PK_pushed_request] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [qr_ticket] (
        [id] binary(16) NOT NULL,
        [scan_digest] varbinary(max) NOT NULL,
        [browser_digest] varbinary(max) NOT NULL,
        [state] int NOT NULL,
        [tab] int NOT NULL,
        [interaction] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [unit_hint] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [pairing] int NOT NULL,
        [shown_sealed] varbinary(max) NOT NULL,
        [expires_at] bigint NOT NULL,
        [person] binary(16) NULL,
        [jkt] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [scanned_at] bigint NULL,
        [context] binary(16) NULL,
        [app_key] binary(16) NULL,
        [moved_at] bigint NULL,
        CONSTRAINT [PK_qr_ticket] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [refresh_token] (
        [id] binary(16) NOT NULL,
        [digest] varbinary(max) NOT NULL,
        [client] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [grant] binary(16) NOT NULL,
        [payload] varbinary(max) NULL,
        [created_at] bigint NOT NULL,
        [expires_at] bigint NOT NULL,
        [last_used_at] bigint NULL,
        [spent_at] bigint NULL,
        [attempt] binary(16) NULL,
        [successor] binary(16) NULL,
        CONSTRAINT [PK_refresh_token] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [ring_key] (
        [id] binary(16) NOT NULL,
        [name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [xml] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [created_at] bigint NOT NULL,
        CONSTRAINT [PK_ring_key] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [rp_session] (
        [session] binary(16) NOT NULL,
        [client] nvarchar(360) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [context] binary(16) NOT NULL,
        [sid] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [logout_uri] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [joined_at] bigint NOT NULL,
        [ended_at] bigint NULL,
        CONSTRAINT [PK_rp_session] PRIMARY KEY ([session], [client], [context])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [session] (
        [id] binary(16) NOT NULL,
        [digest] varbinary(max) NOT NULL,
        [person] binary(16) NOT NULL,
        [browser_digest] varbinary(max) NULL,
        [address_sealed] varbinary(max) NULL,
        [agent_sealed] varbinary(max) NULL,
        [created_at] bigint NOT NULL,
        [seen_at] bigint NOT NULL,
        [idle_ms] bigint NOT NULL,
        [idle_until] bigint NOT NULL,
        [absolute_until] bigint NOT NULL,
        [ended_at] bigint NULL,
        [ended_because] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_session] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [session_proof] (
        [session] binary(16) NOT NULL,
        [n] int NOT NULL,
        [method] int NOT NULL,
        [at] bigint NOT NULL,
        [membership] binary(16) NULL,
        [unit] binary(16) NULL,
        [credential] binary(16) NULL,
        [provider] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [app_key] binary(16) NULL,
        [is_bound] bit NOT NULL,
        [ended_at] bigint NULL,
        CONSTRAINT [PK_session_proof] PRIMARY KEY ([session], [n])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [sighting] (
        [kind] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [issuer] nvarchar(360) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [jti_digest] varbinary(64) NOT NULL,
        [until] bigint NOT NULL,
        CONSTRAINT [PK_sighting] PRIMARY KEY ([kind], [issuer], [jti_digest])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [signal] (
        [id] binary(16) NOT NULL,
        [tx] rowversion NOT NULL,
        [at] bigint NOT NULL,
        [type] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [reason] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [initiator] int NOT NULL,
        [person] binary(16) NULL,
        [session] binary(16) NULL,
        [membership] binary(16) NULL,
        [mandate] binary(16) NULL,
        [unit] binary(16) NULL,
        [institution] binary(16) NULL,
        CONSTRAINT [PK_signal] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [signing_key] (
        [id] binary(16) NOT NULL,
        [kid] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [alg] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [private_sealed] varbinary(max) NULL,
        [public_jwk] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [published_at] bigint NOT NULL,
        [active_at] bigint NOT NULL,
        [retired_at] bigint NULL,
        [gone_at] bigint NULL,
        [revoked_at] bigint NULL,
        CONSTRAINT [PK_signing_key] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [unit] (
        [id] binary(16) NOT NULL,
        [version] int NOT NULL,
        [code] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
        [number] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [type] int NOT NULL,
        [region] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [status] int NOT NULL,
        [created_at] bigint NOT NULL,
        CONSTRAINT [PK_unit] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [unit_profile] (
        [unit] binary(16) NOT NULL,
        [version] int NOT NULL,
        [economic_type] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [industry] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [affiliation] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [registered_address] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [nature] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [changed_at] bigint NOT NULL,
        CONSTRAINT [PK_unit_profile] PRIMARY KEY ([unit])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE TABLE [unit_terms] (
        [unit] binary(16) NOT NULL,
        [version] int NOT NULL,
        [person] binary(16) NOT NULL,
        [membership] binary(16) NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [PK_unit_terms] PRIMARY KEY ([unit], [version])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [address_default] ON [address] ([owner_kind], [owner]) WHERE default_since is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [address_slot] ON [address] ([owner_kind], [owner], [slot]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [agreement_person] ON [agreement] ([person]) WHERE person is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [app_key_face_check] ON [app_key] ([face_check]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [app_key_person] ON [app_key] ([person]) WHERE ended_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [app_key_thumbprint] ON [app_key] ([jkt]) WHERE ended_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [audit_fact_id] ON [audit_fact] ([id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [audit_fact_tx] ON [audit_fact] ([tx]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [counter_until] ON [counter] ([until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [counter_slip_number] ON [counter_slip] ([number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [counter_slip_person] ON [counter_slip] ([person], [purpose]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [credential_membership] ON [credential] ([membership]) WHERE membership is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [credential_person] ON [credential] ([person]) WHERE membership is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [denied_token_until] ON [denied_token] ([until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [device_code_decided] ON [device_code] ([expires_at]) WHERE decided_at is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [device_code_user_code] ON [device_code] ([user_code_digest]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [face_check_open] ON [face_check] ([purpose], [flow]) WHERE state = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [face_check_order] ON [face_check] ([order_no]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [face_check_reference] ON [face_check] ([channel], [reference]) WHERE reference is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [face_check_subject] ON [face_check] ([id]) WHERE subject_sealed is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [grant_client] ON [grant] ([client]) WHERE ended_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [grant_context] ON [grant] ([context]) WHERE ended_at is null and context is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [grant_parent] ON [grant] ([parent]) WHERE ended_at is null and parent is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [grant_person] ON [grant] ([person]) WHERE ended_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [grant_session] ON [grant] ([session]) WHERE ended_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [institution_number] ON [institution] ([number]) WHERE [number] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [institution_serial] ON [institution] ([serial]) WHERE [serial] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [institution_status] ON [institution] ([status], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [institution_unit] ON [institution] ([unit], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [mandate_membership] ON [mandate] ([membership]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [membership_invited] ON [membership] ([created_at]) WHERE status = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [membership_once] ON [membership] ([within], [person]) WHERE status <> 9');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [membership_one] ON [membership] ([within], [role]) WHERE role in (1, 2) and status <> 9');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [membership_person] ON [membership] ([person]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [membership_slot] ON [membership] ([within], [slot]) WHERE role = 3 and status <> 9');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [membership_unit] ON [membership] ([unit]) WHERE status <> 9');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [outbox_dedupe] ON [outbox] ([dedupe]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [outbox_due] ON [outbox] ([kind], [target], [not_before]) WHERE done_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [outbox_leased] ON [outbox] ([kind], [target]) WHERE done_at is null and lease_until is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [outbox_tried] ON [outbox] ([kind], [target]) WHERE done_at is null and attempts > 0');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [passkey_handle] ON [passkey] ([handle_digest]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [passkey_person] ON [passkey] ([person]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [person_document] ON [person] ([document_index]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [person_mobile] ON [person] ([mobile_index]) WHERE [mobile_index] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [person_number] ON [person] ([number_index]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [qr_ticket_moved] ON [qr_ticket] ([moved_at]) WHERE moved_at is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [qr_ticket_person] ON [qr_ticket] ([person]) WHERE person is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [refresh_token_grant] ON [refresh_token] ([grant]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [session_person] ON [session] ([person]) WHERE ended_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [session_proof_app_key] ON [session_proof] ([app_key]) WHERE app_key is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [session_proof_credential] ON [session_proof] ([credential]) WHERE credential is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE INDEX [sighting_until] ON [sighting] ([until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [signal_id] ON [signal] ([id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [signal_tx] ON [signal] ([tx]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [signing_key_active] ON [signing_key] ([alg], [active_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [signing_key_kid] ON [signing_key] ([kid]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [unit_code] ON [unit] ([code]) WHERE [code] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [unit_number] ON [unit] ([number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    exec(N'create trigger audit_fact_no_update on audit_fact instead of update as throw 51001, N''audit facts are never changed'', 1;')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    exec(N'create trigger audit_fact_no_delete on audit_fact instead of delete as throw 51001, N''audit facts are never deleted'', 1;')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    exec(N'create trigger audit_seal_no_update on audit_seal instead of update as throw 51001, N''audit seals are never changed'', 1;')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    exec(N'create trigger audit_seal_no_delete on audit_seal instead of delete as throw 51001, N''audit seals are never deleted'', 1;')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    exec(N'create trigger audit_detail_no_update on audit_detail instead of update as throw 51001, N''audit details are never changed'', 1;')
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122155226_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122155226_Initial', N'10.0.14');
END;

COMMIT;
GO

