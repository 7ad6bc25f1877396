using System.Collections.Immutable;
using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;
using JsHrss.Storage.Signals;

namespace JsHrss.Storage.Audit;

/// <summary>Where a fact comes from, as the host tells it.</summary>
internal sealed record AuditOrigin(RequestOrigin Request, string? TraceId, string Node);

/// <summary>Inserts facts in the transaction of what they tell, and with each the signal it means: a fact that cannot be written undoes the change (case FT-06).</summary>
internal sealed class AuditWriter(AuditMac mac, FieldCipher cipher, IRequestOrigin origins, ContextsSeen contexts)
{
    private const int SaltBytes = 16;

    private const string ContextSql = "select m.unit, m.institution, d.id from membership m left join mandate d on d.membership = m.id where m.id = @id";

    private const string FactSql = """
        insert into audit_fact(id, at, node, trace, code, outcome, reason, actor, subject, unit, membership, mandate, client, address, port, agent, detail_digest, mac_alg, mac_key, mac)
        values (@id, @at, @node, @trace, @code, @outcome, @reason, @actor, @subject, @unit, @membership, @mandate, @client, @address, @port, @agent, @detail_digest, @mac_alg, @mac_key, @mac)
        """;

    private const string MarkSql = "select 1 from audit_fact where id = @id";

    private const string DetailSql = "insert into audit_detail(fact, salt, detail_sealed) values (@fact, @salt, @detail)";

    /// <summary>Read on the request's own flow of control, before its write waits in the lane.</summary>
    public AuditOrigin Origin() => new(origins.Current, origins.TraceId, origins.Node);

    public void Write(LaneWrite write, AuditEntry entry, AuditOrigin from, DateTimeOffset now)
    {
        var signal = SignalMap.Of(entry.Code);
        var origin = entry.Origin ?? from.Request;
        var id = Guid.CreateVersion7(now);
        var (unit, institution, mandate) = (entry.Unit, entry.Institution, entry.Mandate);
        if (entry.Membership is { } membership && (unit is null || mandate is null || (signal is not null && institution is null)))
        {
            var found = contexts.Find(membership) ?? Find(write, membership);
            (unit, institution, mandate) = (unit ?? found?.Unit, institution ?? found?.Institution, mandate ?? found?.Mandate);
        }

        var salt = entry.Detail is null ? null : RandomNumberGenerator.GetBytes(SaltBytes);
        var fact = new AuditFactRow
        {
            Id = id,
            At = now.ToUnixTimeMilliseconds(),
            Node = from.Node,
            Trace = from.TraceId,
            Code = entry.Code,
            Outcome = entry.Outcome,
            Reason = entry.Reason,
            Actor = entry.Actor,
            Subject = entry.Subject,
            Unit = unit,
            Membership = entry.Membership,
            Mandate = mandate,
            Client = entry.Client ?? origin.Client,
            Address = origin.Address,
            Port = origin.Port,
            Agent = origin.Agent,
            DetailDigest = entry.Detail is null ? null : SHA256.HashData([.. salt!, .. entry.Detail]),
            MacAlgorithm = mac.Algorithm,
            MacKeyVersion = mac.KeyVersion,
            Mac = [],
        };
        Insert(write, fact, mac.Of(fact));
        if (signal is not null && entry.Outcome == AuditEntry.Done)
            SignalWrite.Insert(write, signal, fact, entry.Session, institution);
        if (entry.Detail is not null)
            write.Prepare(DetailSql).Bind("@fact", id).Bind("@salt", salt).Bind("@detail", cipher.Seal(SealedField.AuditDetail, id, entry.Detail)).Send();
        write.MarkedBy(MarkSql, id);
    }

    /// <summary>Facts of the domain, at the times they tell.</summary>
    public void Write(LaneWrite write, ImmutableArray<AuditFact> facts, AuditOrigin from)
    {
        foreach (var fact in facts)
            Write(write, AuditEntry.Of(fact), from, fact.At);
    }

    private static (Guid Unit, Guid? Institution, Guid? Mandate)? Find(LaneWrite write, Guid membership)
    {
        using var row = write.Prepare(ContextSql).Bind("@id", membership).Read();
        return row.Read() ? (row.GetKey(0), row.GetKeyOrNull(1), row.GetKeyOrNull(2)) : null;
    }

    private static void Insert(LaneWrite write, AuditFactRow fact, byte[] code) => write.Prepare(FactSql)
        .Bind("@id", fact.Id)
        .Bind("@at", fact.At)
        .Bind("@node", fact.Node)
        .Bind("@trace", fact.Trace)
        .Bind("@code", fact.Code)
        .Bind("@outcome", fact.Outcome)
        .Bind("@reason", fact.Reason)
        .Bind("@actor", fact.Actor)
        .Bind("@subject", fact.Subject)
        .Bind("@unit", fact.Unit)
        .Bind("@membership", fact.Membership)
        .Bind("@mandate", fact.Mandate)
        .Bind("@client", fact.Client)
        .Bind("@address", fact.Address)
        .Bind("@port", fact.Port)
        .Bind("@agent", fact.Agent)
        .Bind("@detail_digest", fact.DetailDigest)
        .Bind("@mac_alg", fact.MacAlgorithm)
        .Bind("@mac_key", fact.MacKeyVersion)
        .Bind("@mac", code)
        .Send();
}
