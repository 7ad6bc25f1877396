using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using JsHrss.Accounts;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Tests.Accounts;

/// <summary>Applications and institutions: limits and numbers under races, conditional steps, and what ends with a suspension.</summary>
public abstract class InstitutionStoreTests(TestDatabase on) : IAsyncLifetime
{
    private static readonly OfficerInCharge Officer = OfficerInCharge.Read("institution-desk", "wu.shi").Value;

    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;
    private UnitMember administrator = null!;
    private UnitMember inside = null!;
    private int named;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IInstitutionStore Institutions => store.Get<IInstitutionStore>();

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        administrator = UnitMember.Administrator(MembershipId.New(clock.Now), samples.Sun.Id, samples.Unit.Id, MembershipLink.Delegated, samples.AMandate(MandateScope.All), clock.Now);
        inside = samples.AnAgent(samples.Wang.Id) with { Institution = samples.Institution.Id };
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan with { Members = [samples.Member, administrator, inside] }, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task An_application_is_kept_whole_and_gets_the_next_number_with_its_approval()
    {
        var applied = (await Institutions.AddAsync(Application(), Ct)).Value;
        Assert.Equal(applied, (await Institutions.FindAsync(applied.Id, Ct))!.Institution);
        Assert.Equal(samples.Unit, (await Institutions.FindAsync(applied.Id, Ct))!.Unit);
        Assert.Equal(samples.Unit, await Institutions.UnitAsync(samples.Unit.Id, Ct));
        Assert.Null(await Institutions.UnitAsync(UnitId.New(clock.Now), Ct));
        Assert.Null(await Institutions.FindAsync(InstitutionId.New(clock.Now), Ct));

        store.Commands.Reset();
        var approved = (await MoveAsync(applied, InstitutionVerb.Approve, "同意"))!;
        Assert.Equal(1, store.Commands.Writes);
        Assert.Equal(("J0000008", 2, InstitutionStatus.Active), (approved.Number!.Value, approved.Version, approved.Status));
        Assert.Equal(approved, (await Institutions.FindAsync(applied.Id, Ct))!.Institution);
        Assert.Equal((1, 1), (store.Count("audit_fact where code = 'institution.applied'"), store.Count("audit_fact where code = 'institution.approved'")));
    }

    [Fact]
    [Trait("Case", "UN-16")]
    [Trait("Case", "UN-19")]
    public async Task A_number_is_never_given_again_nor_one_that_a_unit_has()
    {
        var first = (await MoveAsync((await Institutions.AddAsync(Application(), Ct)).Value, InstitutionVerb.Approve))!;
        Assert.NotNull(await MoveAsync(first, InstitutionVerb.End));
        store.Query("update unit set number = 'J0000009'");
        var second = (await MoveAsync((await Institutions.AddAsync(Application(), Ct)).Value, InstitutionVerb.Approve))!;
        Assert.Equal(("J0000008", "J0000010"), (first.Number!.Value, second.Number!.Value));
        Assert.Equal("J0000011", (await Institutions.AddAsync(Creation(), Ct)).Value.Number!.Value);
    }

    [Fact]
    public async Task Of_twenty_that_approve_at_once_one_does_and_of_many_institutions_each_gets_its_own_number()
    {
        var one = (await Institutions.AddAsync(Application(), Ct)).Value;
        var approvals = await AtOnceAsync(20, _ => MoveAsync(one, InstitutionVerb.Approve).AsTask());
        Assert.Equal(1, approvals.Count(done => done is not null));
        Assert.Equal(1, store.Count("audit_fact where code = 'institution.approved'"));

        var created = await AtOnceAsync(20, _ => Institutions.AddAsync(Creation(), Ct).AsTask());
        Assert.Equal(
            Enumerable.Range(9, 20).Select(serial => string.Create(CultureInfo.InvariantCulture, $"J{serial:0000000}")),
            created.Select(done => done.Value.Number!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_forty_applications_at_once_five_wait_and_a_name_is_taken_once()
    {
        var applied = await AtOnceAsync(40, _ => Institutions.AddAsync(Application(), Ct).AsTask());
        Assert.Equal(InstitutionLimits.OpenApplications, applied.Count(done => done.IsOk));
        Assert.All(applied.Where(done => !done.IsOk), done => Assert.Equal(InstitutionErrors.TooManyOpen, done.Code));
        Assert.Equal((5, 5), (store.Count("institution where status = 4"), store.Count("audit_fact where code = 'institution.applied'")));

        // Officers are not held by what the unit asked for.
        var created = await AtOnceAsync(10, _ => Institutions.AddAsync(Creation("同名基地"), Ct).AsTask());
        Assert.Equal(1, created.Count(done => done.IsOk));
        Assert.All(created.Where(done => !done.IsOk), done => Assert.Equal(InstitutionErrors.NameTaken, done.Code));
        var same = created.Single(done => done.IsOk).Value;
        Assert.NotNull(await MoveAsync(same, InstitutionVerb.End));
        Assert.True((await Institutions.AddAsync(Creation("同名基地"), Ct)).IsOk);
    }

    [Fact]
    public async Task Withdrawn_applications_count_for_a_day()
    {
        for (var n = 0; n < InstitutionLimits.ApplicationsADay; n++)
        {
            var one = (await Institutions.AddAsync(Application(), Ct)).Value;
            var withdrawn = (await MoveAsync(one, InstitutionVerb.Withdraw))!;
            Assert.Equal((InstitutionStatus.Withdrawn, null, null), (withdrawn.Status, withdrawn.Number, withdrawn.Decision));
        }

        Assert.Equal(InstitutionErrors.TooManyToday, (await Institutions.AddAsync(Application(), Ct)).Code);
        clock.Advance(InstitutionLimits.Day);
        Assert.True((await Institutions.AddAsync(Application(), Ct)).IsOk);
    }

    [Theory]
    [InlineData("update membership set suspended_at = 1 where role = 2", InstitutionErrors.NotPermitted)]
    [InlineData("update membership set status = 9 where role = 2", InstitutionErrors.NotPermitted)]
    [InlineData("update membership set role = 3, slot = 9 where role = 2", InstitutionErrors.NotPermitted)]
    [InlineData("update membership set institution = (select id from institution), \"within\" = (select id from institution) where role = 2", InstitutionErrors.NotPermitted)]
    [InlineData("update unit set status = 2", InstitutionErrors.UnitInactive)]
    [InlineData("update unit set status = 3", InstitutionErrors.UnitInactive)]
    public async Task Who_is_nothing_there_any_more_applies_for_nothing(string meanwhile, string refusal)
    {
        store.Query(meanwhile);
        Assert.Equal(refusal, (await Institutions.AddAsync(Application(), Ct)).Code);
        Assert.Equal((1, 0), (store.Count("institution"), store.Count("audit_fact where code like 'institution%'")));
    }

    [Fact]
    public async Task A_step_is_made_only_from_where_it_was_decided()
    {
        var one = (await Institutions.AddAsync(Application(), Ct)).Value;
        Assert.Null(await MoveAsync(one with { Version = 2 }, InstitutionVerb.Approve));
        Assert.Null(await MoveAsync(one with { Status = InstitutionStatus.Suspended }, InstitutionVerb.Resume));
        store.Query("update unit set status = 2");
        Assert.Null(await MoveAsync(one, InstitutionVerb.Approve));
        Assert.Equal((1, 0), (store.Count("institution where status = 4 and version = 1 and number is null and serial is null"), store.Count("audit_fact where code = 'institution.approved'")));
        // The number that was not given is given to the next.
        Assert.NotNull(await MoveAsync(one, InstitutionVerb.Refuse, "材料不全"));
        store.Query("update unit set status = 1");
        Assert.Equal("J0000008", (await Institutions.AddAsync(Creation(), Ct)).Value.Number!.Value);
    }

    [Theory]
    [InlineData("suspended_at = 1")]
    [InlineData("status = 9")]
    [InlineData("role = 3, slot = 9")]
    [InlineData("institution = (select id from institution where status = 1), \"within\" = (select id from institution where status = 1)")]
    public async Task Who_is_nothing_there_any_more_withdraws_nothing(string meanwhile)
    {
        var one = (await Institutions.AddAsync(Application(), Ct)).Value;
        var held = (await store.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))!.Units.Single(unit => unit.Membership == administrator.Id);
        var actor = new UnitActor(samples.Sun.Id, held, RequestOrigin.Unknown);
        var withdraw = new WithdrawApplication(Institutions, clock);
        // As another node believes him for some seconds.
        store.Query($"update membership set {meanwhile} where role = 2");
        var refused = Assert.IsType<InstitutionOutcome.Refused>(await withdraw.HandleAsync(new ApplicationWithdrawal(one.Id.ToString(), one.Version, actor), Ct));
        Assert.Equal(InstitutionErrors.NotPermitted, refused.Reason);
        Assert.Equal((1, 0), (store.Count("institution where status = 4 and version = 1"), store.Count("audit_fact where code = 'institution.withdrawn'")));
    }

    [Fact]
    public async Task Who_keeps_the_units_institutions_withdraws()
    {
        var one = (await Institutions.AddAsync(Application(), Ct)).Value;
        var held = (await store.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))!.Units.Single(unit => unit.Membership == administrator.Id);
        Assert.IsType<InstitutionOutcome.Done>(
            await new WithdrawApplication(Institutions, clock).HandleAsync(new ApplicationWithdrawal(one.Id.ToString(), one.Version, new UnitActor(samples.Sun.Id, held, RequestOrigin.Unknown)), Ct));
    }

    [Fact]
    public async Task Members_of_an_institution_that_ends_are_taken_in_the_order_of_persons()
    {
        PersonId[] persons = [.. Enumerable.Range(0, 8).Select(_ => PersonId.New()).OrderBy(person => person.Value)];
        // Who came first is the last of the persons.
        foreach (var person in Enumerable.Reverse(persons))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await store.Get<IAccountsSeed>().PlantAsync(new SeedPlan { Members = [samples.AnAgent(person) with { Id = MembershipId.New(clock.Now), Institution = samples.Institution.Id }] }, Ct);
        }

        var (step, taken) = (InstitutionSteps.Of(InstitutionVerb.End), new List<PersonId>());
        Assert.NotNull(await Institutions.MoveAsync(
            new InstitutionMoved(
                samples.Institution, step, new InstitutionDecision(Officer, clock.Now, "撤销"), clock.Now, moved => Fact(step.Fact) with { Unit = moved.Unit, Institution = moved.Id },
                (session, person) => Fact(FactCodes.SessionEnded) with { Session = session, Subject = person },
                (membership, person) =>
                {
                    taken.Add(person);
                    return Fact(step.MemberFact!) with { Subject = person, Membership = membership, Unit = samples.Unit.Id };
                }),
            Ct));
        Assert.Equal(persons, taken.Where(persons.Contains));
    }

    [Fact]
    public async Task Lists_go_on_behind_a_key_and_tell_the_unit()
    {
        var created = new List<Institution> { samples.Institution };
        for (var n = 0; n < 4; n++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            created.Add((await Institutions.AddAsync(n < 2 ? Application() : Creation(), Ct)).Value);
        }

        Assert.Equal(created, [.. await Institutions.OfUnitAsync(samples.Unit.Id, null, 100, Ct)]);
        Assert.Equal(created[1..3], [.. await Institutions.OfUnitAsync(samples.Unit.Id, created[0].Id, 2, Ct)]);
        Assert.Empty(await Institutions.OfUnitAsync(UnitId.New(clock.Now), null, 100, Ct));
        // Who acts in each; invitations that nobody confirmed in time count no more.
        await store.Get<IAccountsSeed>().PlantAsync(new SeedPlan { Members = [samples.AnAgent(samples.Sun.Id) with { Institution = created[3].Id, Status = MemberStatus.AwaitingConfirmation }] }, Ct);
        InstitutionSeats[] seats = [new(created[0].Id, UnitRole.Agent, 1), new(created[3].Id, UnitRole.Agent, 1)];
        Assert.Equal(seats, (await Institutions.SeatsAsync(samples.Unit.Id, DateTimeOffset.UnixEpoch, Ct)).OrderBy(one => one.Institution == created[0].Id ? 0 : 1));
        Assert.Equal(seats[..1], await Institutions.SeatsAsync(samples.Unit.Id, clock.Now, Ct));
        Assert.Empty(await Institutions.SeatsAsync(UnitId.New(clock.Now), DateTimeOffset.UnixEpoch, Ct));
        Assert.Equal(created[1..3].Select(one => new InstitutionOfUnit(one, samples.Unit)), await Institutions.InStateAsync(InstitutionStatus.Applied, null, 100, Ct));
        Assert.Equal(created[2], Assert.Single(await Institutions.InStateAsync(InstitutionStatus.Applied, created[1].Id, 100, Ct)).Institution);
    }

    [Theory]
    [InlineData(InstitutionVerb.Suspend, SessionEnds.InstitutionSuspended)]
    [InlineData(InstitutionVerb.End, SessionEnds.InstitutionEnded)]
    [Trait("Case", "UN-03")]
    public async Task A_suspension_or_end_ends_what_acts_in_the_institution_and_nothing_else(InstitutionVerb verb, string because)
    {
        var only = await BeginAsync(new Proof(ProofMethod.MembershipPassword, clock.Now, inside.Id, samples.Unit.Id, null));
        var app = await BeginAsync(new Proof(ProofMethod.AppQr, clock.Now, null, null, null));
        var unit = await BeginAsync(new Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id));
        await JoinAsync(only, inside.Id, "s_only");
        await JoinAsync(app, inside.Id, "s_inside");
        await JoinAsync(app, samples.Member.Id, "s_unit");
        var gone = new[]
        {
            await GrantAsync(samples.AGrant(samples.Wang.Id, inside.Id, only.Value)),
            await GrantAsync(samples.AGrant(samples.Wang.Id, inside.Id, app.Value)),
            await GrantAsync(samples.AGrant(samples.Wang.Id, inside.Id, app.Value, offline: true)),
        };
        var kept = new[] { await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, app.Value)), await GrantAsync(samples.AGrant(samples.Wang.Id, null, app.Value)), await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, unit.Value)) };
        foreach (var grant in gone)
            Assert.Null((await StateAsync(grant)).Grant!.EndedBecause);

        store.Commands.Reset();
        Assert.NotNull(await MoveAsync(samples.Institution, verb, "年检未过"));
        Assert.Equal(1, store.Commands.Writes);

        foreach (var grant in gone)
            Assert.Equal(because, (await StateAsync(grant)).Grant!.EndedBecause);
        foreach (var grant in kept)
            Assert.Null((await StateAsync(grant)).Grant!.EndedBecause);
        var ended = verb == InstitutionVerb.End ? 1 : 0;
        // While it is suspended the proof of its member opens nothing, and is there when it is resumed.
        Assert.Equal((ended, 3 - ended), (store.Count($"session where ended_because = '{because}'"), store.Count("session where ended_at is null")));
        Assert.Equal("s_unit", Assert.Single(await store.Get<ISessionStore>().PartsAsync(app, Ct)).Sid);
        Assert.Equal(2, store.Count("outbox where kind = 'backchannel_logout'"));
        Assert.Equal(ended, store.Count($"audit_fact where code = 'session.ended' and reason = '{because}'"));
        Assert.Equal((ended, ended), (store.Count("membership where status = 9 and ended_at is not null and version = 2"), store.Count($"audit_fact where code = 'member.ended' and reason = '{because}'")));
    }

    private static async Task<ImmutableArray<T>> AtOnceAsync<T>(int times, Func<int, Task<T>> act) => [.. await Task.WhenAll(Enumerable.Range(0, times).Select(n => Task.Run(() => act(n), Ct)))];

    private InstitutionAdded Application() => Added(ANew() with { Status = InstitutionStatus.Applied, AppliedBy = new InstitutionApplicant(samples.Sun.Id, administrator.Id) }, FactCodes.InstitutionApplied);

    private InstitutionAdded Creation(string? name = null) => Added(ANew(name) with { Decision = new InstitutionDecision(Officer, clock.Now, null) }, FactCodes.InstitutionCreated);

    private Institution ANew(string? name = null) => new()
    {
        Id = InstitutionId.New(clock.Now),
        Unit = samples.Unit.Id,
        Name = name ?? $"示例基地{Interlocked.Increment(ref named)}",
        BusinessLine = "人才流动服务",
        CreatedAt = clock.Now,
    };

    private InstitutionAdded Added(Institution one, string code) => new(one, added => Fact(code) with { Unit = added.Unit });

    private ValueTask<Institution?> MoveAsync(Institution seen, InstitutionVerb verb, string? reason = null)
    {
        var step = InstitutionSteps.Of(verb);
        var decision = verb == InstitutionVerb.Withdraw ? null : new InstitutionDecision(Officer, clock.Now, reason);
        return Institutions.MoveAsync(
            new InstitutionMoved(
                seen, step, decision, clock.Now, moved => Fact(step.Fact) with { Unit = moved.Unit, Institution = moved.Id }, (session, person) => Fact(FactCodes.SessionEnded) with { Session = session, Subject = person, Reason = step.Because },
                (membership, person) => Fact(step.MemberFact!) with { Subject = person, Membership = membership, Reason = step.Because }),
            Ct);
    }

    private AuditFact Fact(string code) => new() { Code = code, Result = AuditResult.Ok, At = clock.Now };

    private async Task<SessionId> BeginAsync(Proof proof)
    {
        var (begun, _) = SessionHandle.Mint(clock.Now);
        await store.Get<ISessionStore>().BeginAsync(new SessionBegun(begun, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []) { Password = samples.HashOf(proof) }, Ct);
        return begun.Id;
    }

    private async Task JoinAsync(SessionId session, MembershipId context, string sid) => Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync(
        Samples.List(new Change.Join(new OpenId.Ports.SessionId(session.Value), new ClientId("hall"), new ContextId(context.ToString()), sid, new Uri("https://hall.example/backchannel"))), Ct));

    private async Task<GrantId> GrantAsync(Grant grant)
    {
        await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant)), Ct);
        return grant.Id;
    }

    private ValueTask<TokenState> StateAsync(GrantId grant) => store.Get<ILedger>().StateAsync(grant, SHA256.HashData(grant.Value.ToByteArray()), Freshness.AtMostFourSecondsOld, Ct);
}

public sealed class InstitutionStoreTestsOnSqlite() : InstitutionStoreTests(TestDatabase.Sqlite);

public sealed class InstitutionStoreTestsOnPostgreSql(PostgreSqlTests server) : InstitutionStoreTests(server);
