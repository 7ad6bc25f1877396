using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Governance;

/// <summary>Tries to add members, counted for all nodes together.</summary>
public abstract class MemberTriesTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private readonly MemberTryOptions options = new() { Tries = 10, PersonsPerUnit = 2, Window = TimeSpan.FromHours(1) };
    private TestStore store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await TestStore.StartAsync(on, clock);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task Of_forty_tries_on_two_nodes_as_many_are_made_as_are_allowed_and_on_a_third_none()
    {
        var (person, unit) = (PersonId.New(), UnitId.New(clock.Now));
        await using var beside = await store.BesideAsync(clock);
        var until = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(async () => await TakeAsync(n % 2 == 0 || on == TestDatabase.Sqlite ? store : beside, person, unit), Ct)));
        Assert.Equal((10, 30), (until.Count(one => one is null), until.Count(one => one > clock.Now && one <= clock.Now + options.Window)));
        await using var restarted = await store.BesideAsync(clock);
        Assert.NotNull(await TakeAsync(restarted, person, unit));
        clock.Advance(options.Window);
        Assert.Null(await TakeAsync(restarted, person, unit));
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task They_are_counted_by_the_person_in_all_units_and_by_the_unit_for_all_persons_and_a_refused_one_by_neither()
    {
        var (person, unit, other) = (PersonId.New(), UnitId.New(clock.Now), UnitId.New(clock.Now));
        for (var n = 0; n < 10; n++)
            Assert.Null(await TakeAsync(store, person, unit));
        Assert.NotNull(await TakeAsync(store, person, other));
        // What was refused because of the person took nothing of the unit's.
        for (var n = 0; n < 20; n++)
            Assert.Null(await TakeAsync(store, PersonId.New(), other));
        // Nor did one person spend all of the unit's.
        for (var n = 0; n < 10; n++)
            Assert.Null(await TakeAsync(store, PersonId.New(), unit));
        var next = PersonId.New();
        Assert.NotNull(await TakeAsync(store, next, unit));
        Assert.NotNull(await TakeAsync(store, next, other));
        // Nor what was refused because of the unit anything of the person's.
        var third = UnitId.New(clock.Now);
        for (var n = 0; n < 10; n++)
            Assert.Null(await TakeAsync(store, next, third));
        Assert.NotNull(await TakeAsync(store, next, third));
    }

    private ValueTask<DateTimeOffset?> TakeAsync(TestStore node, PersonId person, UnitId unit) => node.Get<IMemberTries>().TakeAsync(person, unit, options, clock.Now, Ct);
}

public sealed class MemberTriesTestsOnSqlite() : MemberTriesTests(TestDatabase.Sqlite);

public sealed class MemberTriesTestsOnPostgreSql(PostgreSqlTests server) : MemberTriesTests(server);
