using System.Collections.Immutable;
using JsHrss.Accounts.Evaluation;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Api.Access;
using JsHrss.IdP.Clients;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Metrics;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>Answers what relying parties ask at run time. Finds out of whom and what they speak; whether it may be done is decided by <see cref="EvaluateItem"/>.</summary>
internal sealed class AccessDesk(IEvaluationStore store, ISubjectIdentifiers subjects, IBusinessItems catalogue, INotBefore notBefore, ServerOptions server, ServerMeter meter, TimeProvider clock)
{
    /// <summary>What a token of a client's own must have.</summary>
    public const string Scope = "items.evaluate";

    /// <summary>The one type of subject.</summary>
    public const string Person = "user";

    private const string PermittedOutcome = "permitted";

    /// <summary>Whether a client has any business with items.</summary>
    public static bool MayAsk(Client client) => client.Scopes.Contains(House.ItemsScope);

    /// <summary>The answers, in the order of the questions, from one look at the store.</summary>
    /// <returns>Fewer answers than questions where the semantic stops early; or what is wrong with the request as a whole.</returns>
    public async ValueTask<(ImmutableArray<Decision> Decisions, string? Fault)> EvaluateAsync(Client client, ImmutableArray<AskedEvaluation> asked, EvaluationsSemantic semantic, CancellationToken ct)
    {
        var links = asked.Select(one => ReturnLink.For(client, one.Context.TargetLinkUri, server.Issuer)).ToImmutableArray();
        if (links.FirstOrDefault(link => link.Fault is not null)?.Fault is { } fault)
            return ([], fault);
        var now = clock.GetUtcNow();
        var people = asked.Where(one => one.SubjectType == Person).Select(one => one.Subject).Distinct(StringComparer.Ordinal).ToDictionary(sub => sub, sub => PersonOf(sub, client), StringComparer.Ordinal);
        if (people.Count > IEvaluationStore.MostPersons)
            return ([], $"One request may be about at most {IEvaluationStore.MostPersons} persons.");
        PersonId[] persons = [.. people.Values.OfType<PersonId>().Distinct()];
        var known = persons.Length == 0 ? ImmutableDictionary<PersonId, KnownPerson>.Empty : await store.FindAsync(persons, client.Id.Value, SinceFor(client), now, ct);
        var allowed = AllowedBy(client);
        var decisions = ImmutableArray.CreateBuilder<Decision>(asked.Length);
        for (var n = 0; n < asked.Length; n++)
        {
            var subject = asked[n].SubjectType == Person && people[asked[n].Subject] is { } person ? known.GetValueOrDefault(person) : null;
            var verdict = EvaluateItem.Of(Question(client, asked[n], subject, allowed, now));
            decisions.Add(Told(verdict, client, links[n]));
            meter.Evaluated(verdict is ItemVerdict.Refused refused ? refused.Reason : PermittedOutcome);
            if (semantic == (verdict is ItemVerdict.Permitted ? EvaluationsSemantic.PermitOnFirstPermit : EvaluationsSemantic.DenyOnFirstDeny))
                break;
        }

        return (decisions.ToImmutable(), null);
    }

    private ItemQuestion Question(Client client, AskedEvaluation asked, KnownPerson? subject, ImmutableHashSet<string>? allowed, DateTimeOffset now) => new()
    {
        Subject = subject?.Memberships,
        Unit = UnitAsked.Read(asked.Context.Unit, asked.Context.Institution),
        Seen = asked.Context.Mandate is { } mandate ? new MandateSeen(mandate.Id, mandate.Version) : null,
        Item = asked.ResourceType == ItemDetails.Name && allowed?.Contains(asked.Resource) != false && BusinessItemCode.Read(asked.Resource) is { IsOk: true } code ? catalogue.All.GetValueOrDefault(code.Value) : null,
        Action = ActionOf(asked.Action),
        ServesPersons = client.Contexts.Contains("person"),
        ServesUnits = client.Contexts.Contains("unit") && subject?.ShowsUnits == true,
        InstitutionAware = client.HostMembers.ContainsKey(HostMember.InstitutionAware),
        Least = Acr.LevelFor(client.MinAcr),
        Now = now,
    };

    private static Decision Told(ItemVerdict verdict, Client client, ReturnLink link) => verdict switch
    {
        ItemVerdict.Permitted => new Decision { IsPermitted = true },
        ItemVerdict.Refused refused => new Decision { IsPermitted = false, Context = Told(refused, refused.Needed is { } level ? Acr.Of(level, live: client.MinAcr == Acr.RealPersonLive) : null, link) },
        var other => throw new InvalidOperationException($"The domain gave {other.GetType().Name}, outside the closed union."),
    };

    private static RefusalContext Told(ItemVerdict.Refused refused, string? acr, ReturnLink link) => new()
    {
        Reason = refused.Reason,
        WhoCanGrant = refused.WhoCanGrant.IsEmpty ? null : [.. refused.WhoCanGrant.Select(role => role.Word())],
        AcrValues = acr,
        Link = acr is null ? link.Address : link.Asking(acr),
    };

    private PersonId? PersonOf(string sub, Client client) => subjects.Find(sub, client) is { } subject ? PersonId.Read(subject.Value) : null;

    /// <summary>From when on an authorization counts: the bound of all clients, or the client's own where that is later (case RT-12).</summary>
    private DateTimeOffset? SinceFor(Client client) => notBefore.Global is { } global && !(client.NotBefore > global) ? global : client.NotBefore;

    private static ImmutableHashSet<string>? AllowedBy(Client client) =>
        client.HostMembers.TryGetValue(HostMember.AllowedItems, out var list) ? list.Split(' ').ToImmutableHashSet(StringComparer.Ordinal) : null;

    private static ItemActions ActionOf(string name) => name switch
    {
        "query" => ItemActions.Query,
        "submit" => ItemActions.Submit,
        "review" => ItemActions.Review,
        _ => ItemActions.None,
    };
}
