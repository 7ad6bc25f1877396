using JsHrss.Accounts.Signals;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Signals;

/// <summary>Inserts the signal that an audit fact means, in the same transaction.</summary>
internal static class SignalWrite
{
    private const string InsertSql = """
        insert into signal(id, at, type, version, reason, initiator, person, session, membership, mandate, unit, institution)
        values (@id, @at, @type, @version, @reason, @initiator, @person, @session, @membership, @mandate, @unit, @institution)
        """;

    /// <exception cref="InvalidOperationException">The fact does not say what its signal is about: nobody could make anything of it.</exception>
    public static void Insert(LaneWrite write, SignalType type, AuditFactRow fact, Guid? session, Guid? institution)
    {
        if (!IsWhole(type, fact, session, institution))
            throw new InvalidOperationException($"The audit fact {fact.Code} means the signal {type.Code}, and does not name its {type.Subject}.");
        write.Prepare(InsertSql)
            .Bind("@id", fact.Id)
            .Bind("@at", fact.At)
            .Bind("@type", type.Code)
            .Bind("@version", Signal.CurrentVersion)
            .Bind("@reason", fact.Reason)
            .Bind("@initiator", (int)InitiatorOf(fact))
            .Bind("@person", fact.Subject)
            .Bind("@session", session)
            .Bind("@membership", fact.Membership)
            .Bind("@mandate", fact.Mandate)
            .Bind("@unit", fact.Unit)
            .Bind("@institution", institution)
            .Send();
    }

    private static bool IsWhole(SignalType type, AuditFactRow fact, Guid? session, Guid? institution) => type.Subject switch
    {
        SignalSubject.Account => fact.Subject is not null,
        SignalSubject.Session => fact.Subject is not null && session is not null,
        SignalSubject.Membership => fact is { Subject: not null, Membership: not null, Unit: not null },
        SignalSubject.Unit => fact.Unit is not null,
        SignalSubject.Institution => fact.Unit is not null && institution is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Subject, null),
    };

    private static SignalInitiator InitiatorOf(AuditFactRow fact) =>
        fact.Actor is null ? SignalInitiator.Server : fact.Actor == fact.Subject ? SignalInitiator.Person : SignalInitiator.Administrator;
}
