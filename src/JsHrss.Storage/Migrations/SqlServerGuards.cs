namespace JsHrss.Storage.Migrations;

/// <summary>
/// What keeps audit facts and seals as they were written on SQL Server (cases AD-14): the serving role is denied to change them, and triggers refuse it to everybody else.
/// No trigger sees TRUNCATE; it needs a right that the serving role has not. Who owns the table can drop a trigger; MACs and seals then show what was changed.
/// </summary>
internal static class SqlServerGuards
{
    /// <summary>One statement each; a trigger must be made in a batch of its own, and the idempotent script puts every statement into a condition: hence <c>exec</c>.</summary>
    public static IEnumerable<string> Triggers { get; } =
    [
        Trigger("audit_fact", "update", "facts are never changed"),
        Trigger("audit_fact", "delete", "facts are never deleted"),
        Trigger("audit_seal", "update", "seals are never changed"),
        Trigger("audit_seal", "delete", "seals are never deleted"),
        Trigger("audit_detail", "update", "details are never changed"),
    ];

    /// <summary>Everything but the schema, and of the audit only to add; a sealed detail may be erased.</summary>
    public static string ForServer(string role) => $"""
        grant select, insert, update, delete on schema::dbo to {Quoted(role)};
        deny update, delete on dbo.audit_fact to {Quoted(role)};
        deny update, delete on dbo.audit_seal to {Quoted(role)};
        deny update on dbo.audit_detail to {Quoted(role)};
        deny insert, update, delete on dbo.[__EFMigrationsHistory] to {Quoted(role)};
        """;

    /// <summary>The audit, to read.</summary>
    public static string ForAuditor(string role) => $"""
        grant select on dbo.audit_fact to {Quoted(role)};
        grant select on dbo.audit_detail to {Quoted(role)};
        grant select on dbo.audit_seal to {Quoted(role)};
        """;

    private static string Trigger(string table, string what, string because) =>
        $"exec(N'create trigger {table}_no_{what} on {table} instead of {what} as throw 51001, N''audit {because}'', 1;')";

    private static string Quoted(string role) => $"[{role.Replace("]", "]]", StringComparison.Ordinal)}]";
}
