namespace JsHrss.Storage.Migrations;

/// <summary>
/// What keeps audit facts and seals as they were written on PostgreSQL (cases AD-14): the serving role has no right to change them, and triggers refuse it to everybody who has.
/// The owner can drop a trigger; the MAC of each fact, whose key is elsewhere, then shows what was changed.
/// </summary>
internal static class AuditGuards
{
    public const string PostgreSql = """
        create function audit_refuses() returns trigger language plpgsql as $$
        begin
          raise exception '% is never changed: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
        end $$;
        create trigger audit_fact_no_update before update on audit_fact for each row execute function audit_refuses();
        create trigger audit_fact_no_delete before delete on audit_fact for each row execute function audit_refuses();
        create trigger audit_fact_no_truncate before truncate on audit_fact for each statement execute function audit_refuses();
        create trigger audit_seal_no_update before update on audit_seal for each row execute function audit_refuses();
        create trigger audit_seal_no_delete before delete on audit_seal for each row execute function audit_refuses();
        create trigger audit_seal_no_truncate before truncate on audit_seal for each statement execute function audit_refuses();
        create trigger audit_detail_no_update before update on audit_detail for each row execute function audit_refuses();
        """;

    /// <summary>Everything but the schema, and of the audit only to add; a sealed detail may be erased.</summary>
    public static string ForServer(string role) => $"""
        grant usage on schema public to {Quoted(role)};
        grant select, insert, update, delete on all tables in schema public to {Quoted(role)};
        grant usage on all sequences in schema public to {Quoted(role)};
        revoke update, delete on audit_fact, audit_seal from {Quoted(role)};
        revoke update on audit_detail from {Quoted(role)};
        revoke insert, update, delete on "__EFMigrationsHistory" from {Quoted(role)};
        """;

    /// <summary>The audit, to read.</summary>
    public static string ForAuditor(string role) => $"""
        grant usage on schema public to {Quoted(role)};
        grant select on audit_fact, audit_detail, audit_seal to {Quoted(role)};
        """;

    private static string Quoted(string role) => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
