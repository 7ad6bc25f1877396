using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Audit;

/// <summary>Erases the personal detail of facts. The facts stay, with a salted digest that tells nothing any more, and every seal goes on holding.</summary>
public interface IDetailErasure
{
    /// <summary>The details of every fact about a person (or done by the person, where it is about nobody else).</summary>
    /// <param name="person">Whom.</param>
    /// <param name="ct">Cancels; what was erased so far stays erased, and is told.</param>
    /// <returns>Details erased.</returns>
    ValueTask<int> OfPersonAsync(PersonId person, CancellationToken ct);

    /// <summary>The detail of one fact.</summary>
    /// <param name="fact">Its id.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False: there is no such fact, it has no detail any more, or it is a fact of the audit's own.</returns>
    ValueTask<bool> OfFactAsync(Guid fact, CancellationToken ct);
}

internal sealed class DetailErasure(IHallDatabase database, AuditWriter audit, TimeProvider clock) : IDetailErasure
{
    /// <summary>Code of the fact that tells of an erasure. Its own detail, a number, is never erased.</summary>
    public const string Code = "audit.detail_erased";

    /// <summary>Under which name that number stands.</summary>
    public const string Told = "details";

    /// <summary>Details deleted in one transaction with their fact.</summary>
    private const int Batch = 200;

    private const string OneSql = "select f.id, f.subject, d.salt from audit_fact f join audit_detail d on d.fact = f.id where f.id = @id and f.code <> @told and f.code <> @dropped";

    // The salt says which detail was meant: one that was erased meanwhile is not counted twice.
    private const string EraseSql = "delete from audit_detail where fact = @fact and salt = @salt";

    public async ValueTask<int> OfPersonAsync(PersonId person, CancellationToken ct)
    {
        // No index leads from a person to facts, and none is worth its cost in every write: the facts are walked page by page.
        var facts = new FactCursor(database, 0, long.MaxValue);
        var (found, erased) = (new List<Detail>(Batch), 0);
        while (await facts.TakeBelowAsync(long.MaxValue, ct).ConfigureAwait(false) is { } fact)
        {
            if (!IsAbout(fact, person.Value))
                continue;
            found.Add(new Detail(fact.Row.Id, fact.Row.Subject, fact.Salt!));
            if (found.Count == Batch)
            {
                erased += await EraseAsync([.. found], "person", person.Value, ct).ConfigureAwait(false);
                found.Clear();
            }
        }

        return found.Count == 0 ? erased : erased + await EraseAsync([.. found], "person", person.Value, ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> OfFactAsync(Guid fact, CancellationToken ct)
    {
        var found = await database.ReadAsync(statements => Read(statements.Get(OneSql).Bind("@id", fact)), ct).ConfigureAwait(false);
        return found is [var one] && await EraseAsync(found, "fact", one.Subject, ct).ConfigureAwait(false) == 1;
    }

    private async ValueTask<int> EraseAsync(ImmutableArray<Detail> details, string because, Guid? subject, CancellationToken ct)
    {
        var (origin, now) = (audit.Origin(), clock.GetUtcNow());
        return await database.WriteAsync(
            write =>
            {
                ForgetfulPages.Use(write);
                var erased = details.Sum(detail => write.Prepare(EraseSql).Bind("@fact", detail.Fact).Bind("@salt", detail.Salt).Run());
                if (erased > 0)
                    audit.Write(write, new AuditEntry(Code, "ok", because) { Subject = subject, Detail = ToldCount.Write((Told, erased)) }, origin, now);
                return erased;
            },
            ct).ConfigureAwait(false);
    }

    private static bool IsAbout(StoredFact fact, Guid person) => fact.Salt is not null && fact.Row.Code is not (Code or AuditDrop.Code)
        && (fact.Row.Subject == person || (fact.Row.Subject is null && fact.Row.Actor == person));

    private static ImmutableArray<Detail> Read(Statement statement)
    {
        using var row = statement.Bind("@told", Code).Bind("@dropped", AuditDrop.Code).Read();
        var found = ImmutableArray.CreateBuilder<Detail>();
        while (row.Read())
            found.Add(new Detail(row.GetKey(0), row.GetKeyOrNull(1), row.GetBytes(2)));
        return found.ToImmutable();
    }

    private readonly record struct Detail(Guid Fact, Guid? Subject, byte[] Salt);
}
