using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Evaluation;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Everybody whom one request asks about, with all memberships, by one select.</summary>
internal sealed class EvaluationStore(IHallDatabase database, FieldCipher cipher, MemberTags tags) : IEvaluationStore
{
    private const int KnownAt = PersonSql.Width;
    private const int UnitAt = KnownAt + 1;
    private const int KnownWithUnits = 2;

    // Nearly every request is about one person; for the others there is a text for some and one for as many as may be asked about.
    private static readonly ImmutableArray<(int Persons, Sql Text)> Texts = [.. ((int[])[1, 10, IEvaluationStore.MostPersons]).Select(persons => (persons, Find(persons)))];

    private static readonly ImmutableArray<string> Names = [.. Enumerable.Range(0, IEvaluationStore.MostPersons).Select(n => $"@p{n}")];

    public async ValueTask<ImmutableDictionary<PersonId, KnownPerson>> FindAsync(IReadOnlyCollection<PersonId> persons, string client, DateTimeOffset? since, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(persons);
        ArgumentOutOfRangeException.ThrowIfZero(persons.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(persons.Count, IEvaluationStore.MostPersons);
        var (slots, text) = Texts.First(one => one.Persons >= persons.Count);
        return await database.LookAsync(
            statements =>
            {
                var select = statements.Get(text).Bind("@client", client).Bind("@since", since ?? DateTimeOffset.UnixEpoch).Bind("@now", now);
                var slot = 0;
                foreach (var person in persons)
                    select.Bind(Names[slot++], person.Value);
                // Slots that are left ask for the last one again.
                for (var last = persons.Last().Value; slot < slots; slot++)
                    select.Bind(Names[slot], last);
                return select;
            },
            Read,
            ct).ConfigureAwait(false);
    }

    private ImmutableDictionary<PersonId, KnownPerson> Read(DbDataReader row)
    {
        var found = ImmutableDictionary.CreateBuilder<PersonId, KnownPerson>();
        while (row.Read())
        {
            if (row.GetNumberOrNull(KnownAt) is not { } known)
                continue;
            var person = new PersonId(row.GetKey(0));
            if (!found.TryGetValue(person, out var one))
                one = new KnownPerson(new MembershipsOfPerson(PersonSql.Read(row, 0, cipher), []), known == KnownWithUnits);
            found[person] = UnitSql.Read(row, UnitAt, tags) is { } unit ? one with { Memberships = one.Memberships with { Units = one.Memberships.Units.Add(unit) } } : one;
        }

        return found.ToImmutable();
    }

    // One value a person, and not "exists": PostgreSQL may turn that into a join over all open grants while it knows nothing yet of young tables. For the same reason the client is compared
    // in a way that no index offers itself for: of a large client the index holds all people, of a person a handful of grants.
    private static Sql Find(int persons) => Sql.Of(dialect => $"""
        select {PersonSql.Columns},
        (select max(case when {Has(dialect, "unit")} then {KnownWithUnits} else 1 end) from "grant" g
        where g.person = p.id and g.ended_at is null and g.ends_at > @now and g.created_at >= @since and coalesce(g.client, '') = @client and {Has(dialect, "items")}),
        {UnitSql.Columns}
        from person p left join membership m on m.person = p.id and m.status <> 9 {UnitSql.Joined}
        where p.id in ({string.Join(", ", Enumerable.Range(0, persons).Select(n => $"@p{n}"))})
        order by p.id, m.id
        """);

    private static string Has(Dialect dialect, string scope) => dialect == Dialect.SqlServer ? $"' ' + g.scopes + ' ' like '% {scope} %'" : $"' ' || g.scopes || ' ' like '% {scope} %'";
}
