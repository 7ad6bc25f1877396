using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Migrations;

/// <summary>
/// Refuses to change or delete audit facts and seals (cases AD-14). On SQLite the file's owner can drop a trigger; the MAC of each fact, whose key is elsewhere, then shows what was changed.
/// The sealed detail may be deleted, because personal detail must be erasable, but not replaced.
/// <c>insert or replace</c> fires no delete trigger, hence one of its own.
/// </summary>
internal static class AuditTriggers
{
    private const string FactDelete = "create trigger audit_fact_no_delete before delete on audit_fact begin select raise(abort, 'audit facts are never deleted'); end;";

    public const string Sqlite = $"""
        create trigger audit_fact_no_update before update on audit_fact begin select raise(abort, 'audit facts are never changed'); end;
        {FactDelete}
        create trigger audit_fact_no_replace before insert on audit_fact when exists (select 1 from audit_fact where id = new.id or tx = new.tx) begin select raise(abort, 'audit facts are never replaced'); end;
        create trigger audit_seal_no_update before update on audit_seal begin select raise(abort, 'audit seals are never changed'); end;
        create trigger audit_seal_no_delete before delete on audit_seal begin select raise(abort, 'audit seals are never deleted'); end;
        create trigger audit_seal_no_replace before insert on audit_seal when exists (select 1 from audit_seal where number = new.number) begin select raise(abort, 'audit seals are never replaced'); end;
        create trigger audit_detail_no_update before update on audit_detail begin select raise(abort, 'audit details are never changed'); end;
        """;

    /// <summary>Lets the table's owner delete facts, until <see cref="ForbidFactDelete"/> in the same transaction. Only the drop of facts whose legal time is over does that.</summary>
    public static Sql AllowFactDelete { get; } = Sql.Of(dialect =>
        dialect == Dialect.Sqlite ? "drop trigger audit_fact_no_delete" : "alter table audit_fact disable trigger audit_fact_no_delete");

    public static Sql ForbidFactDelete { get; } = Sql.Of(dialect =>
        dialect == Dialect.Sqlite ? FactDelete : "alter table audit_fact enable trigger audit_fact_no_delete");
}
