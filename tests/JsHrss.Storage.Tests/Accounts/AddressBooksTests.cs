using System.Data.Common;
using System.Text;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using JsHrss.Storage.Tests.Governance;

namespace JsHrss.Storage.Tests.Accounts;

/// <summary>Address books, by the use cases over the real store.</summary>
[Trait("Spec", "R153")]
public abstract class AddressBooksTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private GovernedUnit unit = null!;

    private IAddressBooks Books => store.Get<IAddressBooks>();

    private ReadAddresses Reading => new(Books, store.Get<IMemberStore>(), clock);

    private WriteAddress Writing => new(Books, store.Get<IMemberStore>(), clock);

    private ArrangeAddresses Arranging => new(Books, store.Get<IMemberStore>(), clock);

    private AddressActor Sun => new AddressActor.Self(unit.Samples.Sun.Id, RequestOrigin.Unknown);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        unit = await GovernedUnit.StartAsync(store, clock);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Forty_added_at_once_are_ten_with_one_default_and_a_fact_each()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(async () => await Writing.AddAsync(Sun, Typed($"示例路{n}号", makeDefault: n % 2 == 0), Ct), Ct)));
        Assert.Equal(10, added.Count(faults => faults.IsEmpty));
        Assert.All(added, faults => Assert.True(faults.IsEmpty || faults.SequenceEqual([AddressErrors.Full])));
        var book = await BookAsync(Sun);
        Assert.Equal((10, 0), (book.All.Length, book.Left));
        Assert.Single(book.All, one => one.IsDefault);
        Assert.True(book.All[0].IsDefault);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => (object?)(long)n), store.Query("select slot from address order by slot").Select(row => row[0]));
        Assert.Equal(10, store.Count("audit_fact where code = 'address.added'"));
        Assert.Equal([AddressErrors.Full], await Writing.AddAsync(Sun, Typed("示例路41号"), Ct));
    }

    [Fact]
    public async Task The_indexes_themselves_refuse_an_eleventh_and_a_second_default()
    {
        await AddAsync(Sun, "示例路1号");
        foreach (var (slot, isDefault) in new[] { ("1", "null"), ("11", "null"), ("0", "null"), ("2", "1") })
            Assert.True(on.IsConstraint(Assert.ThrowsAny<DbException>(() => store.Query($"insert into address(id, version, owner_kind, owner, slot, default_since, recipient_sealed, district_sealed, street_sealed, phone_sealed, created_at, changed_at) select {on.RandomKey}, 1, owner_kind, owner, {slot}, {isDefault}, recipient_sealed, district_sealed, street_sealed, phone_sealed, 0, 0 from address"))));
    }

    [Fact]
    public async Task The_first_is_the_default_until_another_is_made_it()
    {
        var first = await AddAsync(Sun, "示例路1号");
        var second = await AddAsync(Sun, "示例路2号");
        var third = await AddAsync(Sun, "示例路3号", makeDefault: true);
        Assert.Equal([third, first, second], (await BookAsync(Sun)).All.Select(one => one.Id));
        Assert.Null(await Arranging.PreferAsync(Sun, second, Ct));
        Assert.Null(await Arranging.PreferAsync(Sun, second, Ct));
        Assert.Equal([second, first, third], (await BookAsync(Sun)).All.Select(one => one.Id));
        Assert.Equal(1, store.Count("audit_fact where code = 'address.preferred'"));
        Assert.Empty(await Writing.ChangeAsync(Sun, first, 1, Typed("示例路1号", makeDefault: true), Ct));
        Assert.Equal(first, Assert.Single((await BookAsync(Sun)).All, one => one.IsDefault).Id);
    }

    [Fact]
    public async Task After_the_default_the_oldest_that_is_left_is_it_and_its_slot_is_free_again()
    {
        var first = await AddAsync(Sun, "示例路1号");
        var second = await AddAsync(Sun, "示例路2号");
        var third = await AddAsync(Sun, "示例路3号");
        Assert.Null(await Arranging.RemoveAsync(Sun, second, 1, Ct));
        Assert.Equal([first, third], (await BookAsync(Sun)).All.Select(one => one.Id));
        Assert.Null(await Arranging.RemoveAsync(Sun, first, 1, Ct));
        Assert.Equal(third, Assert.Single((await BookAsync(Sun)).All, one => one.IsDefault).Id);
        Assert.Null(await Arranging.RemoveAsync(Sun, third, 1, Ct));
        Assert.Empty((await BookAsync(Sun)).All);
        Assert.Equal(AddressErrors.Unknown, await Arranging.RemoveAsync(Sun, third, 1, Ct));
        Assert.True((await BookAsync(Sun)).All.IsEmpty);
        await AddAsync(Sun, "示例路4号");
        Assert.True(Assert.Single((await BookAsync(Sun)).All).IsDefault);
    }

    [Fact]
    public async Task Whatever_is_removed_and_made_the_default_at_once_one_default_is_left()
    {
        var all = new List<AddressId>();
        for (var n = 0; n < 6; n++)
            all.Add(await AddAsync(Sun, $"示例路{n}号"));
        await Task.WhenAll(
            Task.WhenAll(all.Take(4).Select(one => Task.Run(async () => await Arranging.RemoveAsync(Sun, one, 1, Ct), Ct))),
            Task.WhenAll(all.Select(one => Task.Run(async () => await Arranging.PreferAsync(Sun, one, Ct), Ct))));
        Assert.Equal(all.Skip(4).OrderBy(one => one.Value), (await BookAsync(Sun)).All.Select(one => one.Id).OrderBy(one => one.Value));
        Assert.Single((await BookAsync(Sun)).All, one => one.IsDefault);
    }

    [Fact]
    public async Task A_change_over_another_version_is_refused_and_of_twenty_at_once_one_is_made()
    {
        var id = await AddAsync(Sun, "示例路1号");
        var done = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () => await Writing.ChangeAsync(Sun, id, 1, Typed($"示例路{n}号"), Ct), Ct)));
        Assert.Single(done, faults => faults.IsEmpty);
        Assert.All(done, faults => Assert.True(faults.IsEmpty || faults.SequenceEqual([AddressErrors.Changed])));
        Assert.Equal(2, Assert.Single((await BookAsync(Sun)).All).Version);
        foreach (var version in new[] { 0, -1, 1, 3, int.MaxValue })
            Assert.Equal([AddressErrors.Changed], await Writing.ChangeAsync(Sun, id, version, Typed("示例路9号"), Ct));
        Assert.Equal(AddressErrors.Changed, await Arranging.RemoveAsync(Sun, id, 1, Ct));
        Assert.Equal(1, store.Count("audit_fact where code = 'address.changed'"));
    }

    [Fact]
    [Trait("Case", "UN-12")]
    public async Task Somebody_elses_address_is_not_found_by_its_id()
    {
        var mine = await AddAsync(Sun, "示例路1号");
        var ofUnit = await AddAsync(As(unit.Representative), "单位路1号");
        foreach (var (actor, id) in new (AddressActor, AddressId)[] { (As(unit.Representative), mine), (Sun, ofUnit), (new AddressActor.Self(unit.Lin.Id, RequestOrigin.Unknown), mine) })
        {
            Assert.Equal([AddressErrors.Unknown], await Writing.ChangeAsync(actor, id, 1, Typed("偷换路1号"), Ct));
            Assert.Equal(AddressErrors.Unknown, await Arranging.PreferAsync(actor, id, Ct));
            Assert.Equal(AddressErrors.Unknown, await Arranging.RemoveAsync(actor, id, 1, Ct));
        }

        Assert.Equal("示例路1号", Assert.Single((await BookAsync(Sun)).All).Address.Street);
        Assert.Equal("单位路1号", Assert.Single((await BookAsync(As(unit.Agent))).All).Address.Street);
    }

    [Fact]
    [Trait("Case", "UN-11")]
    public async Task A_units_book_is_read_by_every_member_and_changed_by_who_may_change_its_profile()
    {
        var id = await AddAsync(As(unit.Administrator), "单位路1号");
        var may = await Task.WhenAll(new[] { unit.Representative, unit.Administrator, unit.Agent }.Select(async one => (await BookAsync(As(one))).MayChange));
        Assert.Equal([true, true, false], may);
        Assert.Equal([GovernanceErrors.Forbidden], await Writing.AddAsync(As(unit.Agent), Typed("单位路2号"), Ct));
        Assert.Equal([GovernanceErrors.Forbidden], await Writing.ChangeAsync(As(unit.Agent), id, 1, Typed("单位路2号"), Ct));
        Assert.Equal(GovernanceErrors.Forbidden, await Arranging.PreferAsync(As(unit.Agent), id, Ct));
        Assert.Equal(GovernanceErrors.Forbidden, await Arranging.RemoveAsync(As(unit.Agent), id, 1, Ct));
        var stranger = new AddressActor.Member(unit.As(unit.Representative), unit.OtherUnit.Id);
        Assert.Equal(GovernanceErrors.UnitUnknown, (await Reading.HandleAsync(stranger, Ct)).Code);
        Assert.Equal([GovernanceErrors.UnitUnknown], await Writing.AddAsync(stranger, Typed("单位路2号"), Ct));
        // Forbidden before anything that was typed is looked at.
        Assert.Equal([GovernanceErrors.Forbidden], await Writing.AddAsync(As(unit.Agent), Typed(""), Ct));
    }

    [Fact]
    public async Task Who_is_not_a_member_any_more_when_it_is_written_changes_nothing()
    {
        var change = new BookChange(AddressOwner.Of(unit.Samples.Unit.Id), new ActorSeen(unit.Representative.Id, unit.Representative.Version + 1), clock.Now, _ => throw new InvalidOperationException("No fact of what was not done."));
        var id = AddressId.New(clock.Now);
        Assert.Equal(AddressStep.Changed, await Books.AddAsync(new AddressWritten(change, id, 1, PostalAddress.Read(Typed("单位路1号")).Address!, false), Ct));
        Assert.Equal(AddressStep.Changed, await Books.PreferAsync(new AddressNamed(change, id, 1), Ct));
        Assert.Equal(0, store.Count("address"));
    }

    [Fact]
    [Trait("Case", "PI-01")]
    public async Task What_is_written_is_sealed_column_by_column_and_opens_in_its_own_row_alone()
    {
        await AddAsync(Sun, "示例路1号");
        await AddAsync(Sun, "示例路2号");
        Assert.Equal("320211 214000 13000000030 示例人", Shown((await BookAsync(Sun)).All[0].Address));
        var columns = store.Query("select recipient_sealed, district_sealed, street_sealed, postcode_sealed, phone_sealed from address");
        var plain = new[] { "示例", "3202", "滨湖", "2140", "1300" }.Select(Encoding.UTF8.GetBytes).ToArray();
        Assert.All(columns.SelectMany(row => row), cell => Assert.DoesNotContain(plain, secret => ((byte[])cell!).AsSpan().IndexOf(secret) >= 0));
        Assert.All(store.Query("select detail_sealed from audit_detail").SelectMany(row => row), cell => Assert.DoesNotContain(plain, secret => ((byte[])cell!).AsSpan().IndexOf(secret) >= 0));
        store.Tamper("update address set street_sealed = recipient_sealed");
        await Assert.ThrowsAnyAsync<Exception>(async () => await BookAsync(Sun));

        static string Shown(PostalAddress address) => $"{address.District.Code} {address.Postcode} {address.Phone.Value} {address.Recipient}";
    }

    [Fact]
    [Trait("Spec", "R154")]
    public async Task Both_defaults_are_found_in_one_look()
    {
        Assert.Equal(DefaultAddresses.None, await Books.DefaultsAsync(unit.Samples.Sun.Id, unit.Samples.Unit.Id, Ct));
        await AddAsync(Sun, "示例路1号");
        await AddAsync(Sun, "示例路2号", makeDefault: true);
        await AddAsync(As(unit.Administrator), "单位路1号");
        store.Commands.Reset();
        var both = await Books.DefaultsAsync(unit.Samples.Sun.Id, unit.Samples.Unit.Id, Ct);
        Assert.Equal((1, "示例路2号", "单位路1号"), (store.Commands.Reads, both.Person!.Street, both.Unit!.Street));
        Assert.Null((await Books.DefaultsAsync(unit.Samples.Sun.Id, null, Ct)).Unit);
        Assert.Null((await Books.DefaultsAsync(unit.Lin.Id, unit.OtherUnit.Id, Ct)).Person);
    }

    [Fact]
    public async Task What_is_planted_is_planted_once_and_into_new_books_alone()
    {
        var person = unit.APerson("郑示居");
        var entry = new DeliveryAddress(AddressId.New(clock.Now), 1, PostalAddress.Read(Typed("示例路1号")).Address!, true);
        var plan = new SeedPlan { Persons = [person], Addresses = [new SeedAddress(AddressOwner.Of(person.Id), entry, clock.Now)] };
        await store.Get<IAccountsSeed>().PlantAsync(plan, Ct);
        var actor = new AddressActor.Self(person.Id, RequestOrigin.Unknown);
        Assert.Equal(entry.Id, Assert.Single((await BookAsync(actor)).All).Id);
        Assert.Null(await Arranging.RemoveAsync(actor, entry.Id, 1, Ct));
        var own = await AddAsync(actor, "示例路2号");
        await store.Get<IAccountsSeed>().PlantAsync(plan, Ct);
        Assert.Equal(own, Assert.Single((await BookAsync(actor)).All).Id);
    }

    private AddressActor.Member As(UnitMember member) => new(unit.As(member), unit.Samples.Unit.Id);

    private static AddressTyped Typed(string street, bool makeDefault = false) => new("示例人", "320211", street, "214000", "13000000030", makeDefault);

    private async Task<AddressId> AddAsync(AddressActor actor, string street, bool makeDefault = false)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await Writing.AddAsync(actor, Typed(street, makeDefault), Ct));
        return (await BookAsync(actor)).All.Single(one => one.Address.Street == street).Id;
    }

    private async Task<AddressBook> BookAsync(AddressActor actor) => (await Reading.HandleAsync(actor, Ct)).Value;
}

public sealed class AddressBooksTestsOnSqlite() : AddressBooksTests(TestDatabase.Sqlite);

public sealed class AddressBooksTestsOnPostgreSql(PostgreSqlTests server) : AddressBooksTests(server);
