using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Signals;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using JsHrss.Storage.Tests.Governance;

namespace JsHrss.Storage.Tests.Signals;

/// <summary>What a unit does with its members, and the one signal of each.</summary>
public abstract class MemberSignalTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private GovernedUnit unit = null!;
    private string? cursor;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private GovernanceActor ByRepresentative => unit.As(unit.Representative);

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        unit = await GovernedUnit.StartAsync(store, clock);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Case", "UN-21")]
    public async Task Each_change_of_a_member_is_told_once()
    {
        // To agree to the terms and to invite changes nothing that holds.
        Assert.True((await unit.AddAsync(unit.Administrator, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun), items: "SI-0101")).IsOk);
        await ToldAsync();

        var agent = unit.Agent.Id;
        Assert.True((await unit.Renewal.HandleAsync(ByRepresentative, await unit.SeenAsync(agent), MandatePeriod.Default, Ct)).IsOk);
        await ToldAsync($"mandate.changed {agent} Administrator");
        Assert.True((await unit.Items.HandleAsync(ByRepresentative, await unit.SeenAsync(agent), ["SI-0101"], Ct)).IsOk);
        await ToldAsync($"mandate.changed {agent} Administrator");
        Assert.Equal(GovernanceErrors.Changed, (await unit.Items.HandleAsync(ByRepresentative, await unit.SeenAsync(agent) with { Version = 1 }, [], Ct)).Code);
        Assert.Equal(GovernanceErrors.AdministratorExists, (await unit.Roles.HandleAsync(ByRepresentative, await unit.SeenAsync(agent), UnitRole.UnitAdministrator, Ct)).Code);
        await ToldAsync();

        Assert.True((await unit.Roles.HandleAsync(ByRepresentative, await unit.SeenAsync(unit.Administrator.Id), UnitRole.Agent, Ct)).IsOk);
        await ToldAsync($"membership.changed {unit.Administrator.Id} Administrator");

        var session = await BeginAsync();
        Assert.True((await unit.Ending.HandleAsync(ByRepresentative, await unit.SeenAsync(agent), Ct)).IsOk);
        await ToldAsync($"membership.ended {agent} Administrator", $"session.ended {session} Administrator");
        Assert.True((await unit.Leaving.HandleAsync(new MemberLeaving(unit.Zhou.Id, clock.Now, RequestOrigin.Unknown), unit.Administrator.Id, 2, Ct)).IsOk);
        await ToldAsync($"membership.ended {unit.Administrator.Id} Person");
    }

    [Fact]
    public async Task Who_is_replaced_and_an_invitation_that_ran_out_are_told()
    {
        var next = await unit.PlantAsync(unit.APerson("吴示管"));
        Assert.True((await unit.Replacing.HandleAsync(ByRepresentative, await unit.SeenAsync(unit.Administrator.Id), GovernedUnit.Form(next), Ct)).IsOk);
        await ToldAsync($"membership.ended {unit.Administrator.Id} Administrator");

        var invited = (await unit.ListAsync()).Members.Single(member => member.Name.Value == "吴示管").Id;
        clock.Advance(TimeSpan.FromDays(31));
        var other = await unit.PlantAsync(unit.APerson("郑示管"));
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(other))).IsOk);
        await ToldAsync($"membership.ended {invited} Server");
    }

    [Fact]
    [Trait("Case", "UN-21")]
    [Trait("Spec", "R143")]
    public async Task What_a_session_that_goes_on_loses_with_a_membership_is_told_once_for_each_session()
    {
        // Three by the phone, which opens more than this unit; one of them does nothing in it.
        var (a, b, c) = (await BeginAsync(ByPhone), await BeginAsync(ByPhone), await BeginAsync(ByPhone));
        await JoinAsync(a, unit.Agent.Id);
        await JoinAsync(b, unit.Agent.Id);
        await JoinAsync(b, null);
        await JoinAsync(c, null);
        await ToldAsync();

        Assert.True((await unit.Roles.HandleAsync(ByRepresentative, await unit.SeenAsync(unit.Administrator.Id), UnitRole.Agent, Ct)).IsOk);
        Assert.True((await unit.Roles.HandleAsync(ByRepresentative, await unit.SeenAsync(unit.Agent.Id), UnitRole.UnitAdministrator, Ct)).IsOk);
        await ToldAsync($"membership.changed {unit.Administrator.Id} Administrator", $"membership.changed {unit.Agent.Id} Administrator", $"session.context_ended {a} Administrator", $"session.context_ended {b} Administrator");

        await JoinAsync(b, unit.Agent.Id);
        Assert.True((await unit.Ending.HandleAsync(ByRepresentative, await unit.SeenAsync(unit.Agent.Id), Ct)).IsOk);
        await ToldAsync($"membership.ended {unit.Agent.Id} Administrator", $"session.context_ended {b} Administrator");
        Assert.Equal(3, store.Count("session where ended_at is null"));
    }

    [Fact]
    [Trait("Spec", "R142")]
    public async Task A_period_that_is_moved_away_ends_what_acts_and_is_told()
    {
        var session = await BeginAsync(ByPhone);
        await JoinAsync(session, unit.Agent.Id);
        await ToldAsync();
        var later = new MandatePeriod(JsHrss.Accounts.ChinaTime.DayOf(clock.Now).AddDays(7), null);
        Assert.True((await unit.Renewal.HandleAsync(ByRepresentative, await unit.SeenAsync(unit.Agent.Id), later, Ct)).IsOk);
        await ToldAsync($"mandate.changed {unit.Agent.Id} Administrator", $"session.context_ended {session} Administrator");
    }

    private async Task ToldAsync(params string[] expected)
    {
        var told = await store.NextSignalsAsync(cursor);
        cursor = told.Next;
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            told.Signals.Select(signal => $"{signal.Type.Code} {signal.Session?.ToString() ?? signal.Membership.ToString()} {signal.Initiator}").Order(StringComparer.Ordinal));
        Assert.All(told.Signals, signal => Assert.NotNull(signal.Unit));
        Assert.All(told.Signals.Where(signal => signal.Type == SignalType.MandateChanged), signal => Assert.NotNull(signal.Mandate));
    }

    private Proof ByPhone => new(ProofMethod.AppQr, clock.Now, null, null, null);

    private Task<SessionId> BeginAsync() => BeginAsync(new Proof(ProofMethod.MembershipPassword, clock.Now, unit.Agent.Id, unit.Samples.Unit.Id, unit.Samples.WangUnitPassword.Id));

    private async Task JoinAsync(SessionId session, MembershipId? context) => Assert.IsType<OpenId.Ports.Outcome.Done>(await store.Get<OpenId.Ports.ILedger>().ApplyAsync(
        Samples.List(new OpenId.Ports.Change.Join(new OpenId.Ports.SessionId(session.Value), new OpenId.Ports.ClientId("hall"), new OpenId.Ports.ContextId(context?.ToString() ?? "self"), $"{session.Value:N}{context}", null)), Ct));

    private async Task<SessionId> BeginAsync(Proof proof)
    {
        return (await new BeginSession(store.Get<ISessionStore>(), new SessionOptions(), clock).HandleAsync(new SignInOutcome.Proven(unit.Samples.Wang.Id, proof) { Password = unit.Samples.HashOf(proof) }, null, RequestOrigin.Unknown, Ct))!.Id;
    }
}

public sealed class MemberSignalTestsOnSqlite() : MemberSignalTests(TestDatabase.Sqlite);

public sealed class MemberSignalTestsOnPostgreSql(PostgreSqlTests server) : MemberSignalTests(server);
