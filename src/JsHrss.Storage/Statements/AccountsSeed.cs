using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Statements;

/// <summary>Plants whole aggregates, by key, in one transaction.</summary>
internal sealed class AccountsSeed(IHallDatabase database, AggregateRows rows, MemberTags tags, BusinessItems items, FieldCipher cipher) : IAccountsSeed
{
    private const int MostAttempts = 4;

    public async ValueTask PlantAsync(SeedPlan plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await database.WriteAsync(write => Plant(write, plan), ct).ConfigureAwait(false);
                break;
            }
            catch (StoreUnavailableException) when (attempt < MostAttempts)
            {
                // EF's first use in a process may take longer than a request may; what was begun is taken back, and the next time it is warm.
            }
        }

        await items.LoadAsync(ct).ConfigureAwait(false);
    }

    private bool Plant(LaneWrite write, SeedPlan plan)
    {
        write.OneAtATime("seed"); // two nodes that start together would both find nothing
        using var db = HallDb.Within(write);
        AddAddresses(db, plan);
        Add(db, plan.Persons, person => person.Id.Value, rows.Of);
        Add(db, plan.Units, unit => unit.Id.Value, unit => [AggregateRows.Of(unit)]);
        Add(db, plan.Institutions, institution => institution.Id.Value, institution => [AggregateRows.Of(institution)]);
        Add(db, plan.Credentials, credential => credential.Id.Value, credential => [AggregateRows.Of(credential)]);
        foreach (var item in plan.Items)
        {
            if (db.Find<BusinessItemRow>(item.Code.Value) is null)
                db.Add(AggregateRows.Of(item));
        }

        foreach (var member in plan.Members)
        {
            if (db.Find<MembershipRow>(member.Id.Value) is not null)
                continue;
            if (!MembershipSql.Insert(write, member, tags.Of(member)))
                throw new InvalidOperationException($"The seed gives {member.Unit} more members of role {member.Role} than it may have.");
            if (member.Mandate is { } mandate)
                db.Add(AggregateRows.Of(member, mandate));
        }

        db.SaveChanges();
        return true;
    }

    /// <summary>Only into the books of those who are planted now: whoever is there already may have removed what was planted, or filled its place.</summary>
    private void AddAddresses(HallDb db, SeedPlan plan)
    {
        foreach (var book in plan.Addresses.GroupBy(planted => planted.Owner))
        {
            if (book.Key.Kind == AddressOwnerKind.Person ? db.Find<PersonRow>(book.Key.Key) is not null : db.Find<UnitRow>(book.Key.Key) is not null)
                continue;
            db.AddRange(book.Select((planted, n) => AddressSql.Row(book.Key, planted.Entry, n + 1, planted.CreatedAt, cipher)));
        }
    }

    private static void Add<T>(HallDb db, IEnumerable<T> aggregates, Func<T, Guid> key, Func<T, IEnumerable<object>> toRows)
    {
        foreach (var aggregate in aggregates)
        {
            var all = toRows(aggregate).ToArray();
            if (db.Find(all[0].GetType(), key(aggregate)) is null)
                db.AddRange(all);
        }
    }
}
