using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Signals;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Signals;

/// <summary>Signals are written with their change or not at all, and read in the order of commits.</summary>
public abstract class SignalStoreTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ISignals Signals => store.Get<ISignals>();

    public async ValueTask InitializeAsync() => store = await TestStore.StartAsync(on, clock);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_and_without_repetition()
    {
        var persons = Enumerable.Range(0, 7).Select(_ => PersonId.New()).ToArray();
        foreach (var person in persons)
            await TellAsync(FactCodes.AllSessionsEnded, person, "r");
        // Of one transaction, in whatever order.
        await store.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                foreach (var person in persons)
                    Write(write, FactCodes.AllSessionsEnded, person, "together");
                return true;
            },
            Ct);
        await store.NextSignalsAsync(null);

        var (read, cursor) = (new List<Signal>(), (string?)null);
        for (var page = (await Signals.ReadAsync(null, 3, Ct))!; !page.Signals.IsEmpty; page = (await Signals.ReadAsync(cursor, 3, Ct))!)
        {
            Assert.InRange(page.Signals.Length, 1, 3);
            read.AddRange(page.Signals);
            cursor = page.Next;
        }

        Assert.Equal(persons, read.Take(7).Select(signal => signal.Person!.Value));
        Assert.Equal(persons.Select(person => person.Value).Order(), read.Skip(7).Select(signal => signal.Person!.Value.Value).Order());
        Assert.Equal(14, read.Select(signal => signal.Id).Distinct().Count());
        Assert.All(read, signal => Assert.Equal((SignalType.GrantsEnded, SignalInitiator.Person, clock.Now), (signal.Type, signal.Initiator, signal.At)));
        Assert.Equal(cursor, (await Signals.ReadAsync(cursor, 3, Ct))!.Next);
        await TellAsync(FactCodes.AllSessionsEnded, persons[0], "last");
        Assert.Equal("last", Assert.Single((await store.NextSignalsAsync(cursor)).Signals).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("' or 1=1 --")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AgAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AQAAAAH__________wAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AQAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AQAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA示")]
    public async Task A_place_that_is_no_text_of_ours_is_none(string after) => Assert.Null(await Signals.ReadAsync(after, 10, Ct));

    [Theory]
    [InlineData(0)]
    [InlineData(ISignals.Most + 1)]
    public async Task A_page_has_a_size(int most) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Signals.ReadAsync(null, most, Ct));

    [Fact]
    [Trait("Case", "FT-06")]
    public async Task A_refusal_and_what_is_undone_tell_nothing_and_a_signal_that_cannot_be_written_undoes_its_change()
    {
        await TellAsync(FactCodes.MembershipConfirmed, PersonId.New(), "no", "refused");
        await store.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                Write(write, FactCodes.AllSessionsEnded, PersonId.New(), "undone");
                return write.Undo(false);
            },
            Ct);
        Assert.Equal(0, store.Count("signal"));

        var before = store.Count("audit_fact");
        await Assert.ThrowsAsync<InvalidOperationException>(() => TellAsync("member.forgotten", PersonId.New(), null));
        // A session's end that does not name its session would tell nobody anything.
        await Assert.ThrowsAsync<InvalidOperationException>(() => TellAsync(FactCodes.SessionEnded, PersonId.New(), null));
        store.Query(on.Refuse("signal"));
        await Assert.ThrowsAnyAsync<Exception>(() => TellAsync(FactCodes.AllSessionsEnded, PersonId.New(), null));
        await TellAsync(FactCodes.SignIn, PersonId.New(), null);
        Assert.Equal(before + 1, store.Count("audit_fact"));
    }

    [Fact]
    public async Task Somebody_elses_doing_and_nobodys_are_told_apart()
    {
        var (person, officer) = (PersonId.New(), PersonId.New());
        AuditFact fact = new() { Code = FactCodes.AllSessionsEnded, Result = AuditResult.Ok, At = clock.Now, Subject = person };
        await store.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                var audit = store.Get<AuditWriter>();
                audit.Write(write, [fact with { Reason = "1" }, fact with { Reason = "2", Actor = officer }, fact with { Reason = "3", ByServer = true }], audit.Origin());
                return true;
            },
            Ct);
        Assert.Equal(
            [("1", SignalInitiator.Person), ("2", SignalInitiator.Administrator), ("3", SignalInitiator.Server)],
            (await store.NextSignalsAsync(null)).Signals.Select(signal => (signal.Reason!, signal.Initiator)).OrderBy(one => one.Item1, StringComparer.Ordinal));
        Assert.Equal(1, store.Count("audit_fact where reason = '3' and actor is null"));
    }

    [Fact]
    [Trait("Case", "PI-13")]
    public async Task After_a_backup_was_put_back_a_place_leads_to_the_oldest_again()
    {
        await TellAsync(FactCodes.AllSessionsEnded, PersonId.New(), "before");
        var read = await store.NextSignalsAsync(null);
        Assert.Empty((await Signals.ReadAsync(read.Next, 10, Ct))!.Signals);

        await store.Get<IAuditEpochs>().BeginAsync(Ct);

        Assert.Equal("before", Assert.Single((await store.NextSignalsAsync(read.Next)).Signals).Reason);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task After_thirty_days_they_are_gone_and_a_place_among_them_still_leads_on()
    {
        await TellAsync(FactCodes.AllSessionsEnded, PersonId.New(), "old");
        var read = await store.NextSignalsAsync(null);
        clock.Advance(ISignals.Kept);
        await TellAsync(FactCodes.AllSessionsEnded, PersonId.New(), "young");
        clock.Advance(TimeSpan.FromMilliseconds(1));

        await store.Get<CleanUp>().RunAsync(Ct);
        Assert.Equal("young", Assert.Single((await store.NextSignalsAsync(null)).Signals).Reason);
        clock.Advance(ISignals.Kept);
        await store.Get<CleanUp>().RunAsync(Ct);
        Assert.Equal(0, store.Count("signal"));

        // No place is given twice, though every row is gone.
        await TellAsync(FactCodes.AllSessionsEnded, PersonId.New(), "next");
        Assert.Equal("next", Assert.Single((await store.NextSignalsAsync(read.Next)).Signals).Reason);
    }

    private Task<bool> TellAsync(string code, PersonId person, string? reason, string outcome = AuditEntry.Done) => store.Get<IHallDatabase>().WriteAsync(
        write =>
        {
            Write(write, code, person, reason, outcome);
            return true;
        },
        Ct);

    private void Write(LaneWrite write, string code, PersonId person, string? reason, string outcome = AuditEntry.Done)
    {
        var audit = store.Get<AuditWriter>();
        audit.Write(write, new AuditEntry(code, outcome, reason) { Actor = person.Value, Subject = person.Value }, audit.Origin(), clock.Now);
    }
}

public sealed class SignalStoreTestsOnSqlite() : SignalStoreTests(TestDatabase.Sqlite);

public sealed class SignalStoreTestsOnPostgreSql(PostgreSqlTests server) : SignalStoreTests(server)
{
    private readonly PostgreSqlTests server = server;

    [Fact]
    public async Task A_change_that_began_earlier_and_is_committed_later_is_not_passed_over()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var store = await TestStore.StartAsync(server, new HandMovedClock());
        await using var older = server.Open(store.ConnectionString);
        await using var begin = older.CreateCommand();
        begin.CommandText = """
            begin; insert into signal(id, at, type, version, initiator, person) values (gen_random_uuid(), 0, 'account.grants_ended', 1, 1, gen_random_uuid())
            """;
        await begin.ExecuteNonQueryAsync(ct);
        await store.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                var audit = store.Get<AuditWriter>();
                audit.Write(write, new AuditEntry(FactCodes.AllSessionsEnded, AuditEntry.Done, "younger") { Subject = Guid.NewGuid() }, audit.Origin(), DateTimeOffset.UnixEpoch);
                return true;
            },
            ct);
        Assert.Equal(1, store.Count("signal"));

        var none = (await store.Get<ISignals>().ReadAsync(null, 10, ct))!;
        Assert.Empty(none.Signals);
        begin.CommandText = "commit";
        await begin.ExecuteNonQueryAsync(ct);

        Assert.Equal([null, "younger"], (await store.NextSignalsAsync(none.Next)).Signals.Select(signal => signal.Reason));
    }
}
