using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Signals;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Tests.Signals;

/// <summary>What is told when an institution is suspended, resumed and ended: of itself, of each member, and of each session or part of one.</summary>
public abstract class InstitutionSignalTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private readonly Dictionary<Guid, string> names = [];
    private readonly Dictionary<SessionId, SessionHandle> handles = [];
    private TestStore store = null!;
    private Samples samples = null!;
    private UnitMember inside = null!;
    private UnitMember head = null!;
    private string? cursor;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ISessionStore Sessions => store.Get<ISessionStore>();

    private IInstitutionStore Institutions => store.Get<IInstitutionStore>();

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        inside = samples.AnAgent(samples.Wang.Id) with { Institution = samples.Institution.Id };
        head = UnitMember.Administrator(MembershipId.New(clock.Now), samples.Sun.Id, samples.Unit.Id, MembershipLink.Delegated, samples.AMandate(MandateScope.All), clock.Now) with { Institution = samples.Institution.Id };
        var (third, fourth) = (AnotherPerson("320100199001010018", "13900000001"), AnotherPerson("320100199001010026", "13900000002"));
        var invited = samples.AnAgent(third.Id) with { Institution = samples.Institution.Id, Status = MemberStatus.AwaitingConfirmation };
        var apart = samples.AnAgent(fourth.Id) with { Institution = samples.Institution.Id, SuspendedAt = clock.Now };
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan with { Persons = [.. samples.Plan.Persons, third, fourth], Members = [samples.Member, inside, head, invited, apart] }, Ct);
        foreach (var (id, name) in new[]
        {
            (samples.Sun.Id.Value, "sun"), (samples.Wang.Id.Value, "wang"), (third.Id.Value, "third"), (fourth.Id.Value, "fourth"), (samples.Unit.Id.Value, "unit"), (samples.Institution.Id.Value, "institution"),
            (samples.Member.Id.Value, "member"), (inside.Id.Value, "inside"), (head.Id.Value, "head"), (invited.Id.Value, "invited"), (apart.Id.Value, "apart"),
        })
        {
            names.Add(id, name);
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Spec", "R151")]
    [Trait("Case", "UN-03")]
    public async Task A_suspension_a_resumption_and_an_end_are_told_of_the_institution_its_members_and_each_part_of_a_session_once()
    {
        // By the password of the institution alone; by the phone, in the institution and its unit; by both passwords, in the institution; and one that has nothing to do with it.
        var only = await BeginAsync("only", ByPassword(), inside.Id);
        var app = await BeginAsync("app", new Proof(ProofMethod.AppQr, clock.Now, null, null, null), inside.Id, samples.Member.Id);
        var both = await BeginAsync("both", ByPassword(), inside.Id);
        await ProveAsync(both, new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null));
        await BeginAsync("unit", new Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id), samples.Member.Id);
        await ToldAsync();

        await DecideAsync(InstitutionVerb.Suspend);
        // Who waits for confirmation or is suspended for himself did not serve before.
        await ToldAsync(
            "institution.suspended unit institution Server",
            "membership.changed wang inside unit institution institution_suspended Server",
            "membership.changed sun head unit institution institution_suspended Server",
            "session.context_ended only wang inside unit institution institution_suspended Server",
            "session.context_ended app wang inside unit institution institution_suspended Server",
            "session.context_ended both wang inside unit institution institution_suspended Server");
        Assert.Equal(3, store.Count("audit_fact where code = 'session.context_ended' and reason = 'institution_suspended' and client = 'institution-desk' and actor is null"));

        await DecideAsync(InstitutionVerb.Resume);
        await ToldAsync(
            "institution.resumed unit institution Server",
            "membership.changed wang inside unit institution institution_resumed Server",
            "membership.changed sun head unit institution institution_resumed Server");

        await JoinAsync(app, inside.Id);
        await DecideAsync(InstitutionVerb.End);
        await ToldAsync(
            "institution.ended unit institution Server",
            "membership.ended wang inside unit institution institution_ended Server",
            "membership.ended sun head unit institution institution_ended Server",
            "membership.ended third invited unit institution institution_ended Server",
            "membership.ended fourth apart unit institution institution_ended Server",
            "session.ended only wang unit institution institution_ended Server",
            "session.context_ended app wang inside unit institution institution_ended Server",
            "session.context_ended both wang inside unit institution institution_ended Server");
        Assert.Equal(3, store.Count("session where ended_at is null"));
        // In the unit everything goes on.
        Assert.Equal((2, 0), (store.Count("rp_session where ended_at is null and context = (select id from membership where institution is null)"), store.Count("rp_session where ended_at is null and context <> (select id from membership where institution is null)")));
    }

    [Fact]
    [Trait("Spec", "R151")]
    public async Task What_is_applied_for_approved_refused_and_withdrawn_tells_nobody_anything()
    {
        var one = new Institution { Id = InstitutionId.New(clock.Now), Unit = samples.Unit.Id, Name = "示例待批基地", BusinessLine = "就业服务", CreatedAt = clock.Now, Decision = new InstitutionDecision(OfficerInCharge.Read("institution-desk", "wu.shi").Value, clock.Now, null) };
        Assert.True((await Institutions.AddAsync(new InstitutionAdded(one, added => new AuditFact { Code = FactCodes.InstitutionCreated, Result = AuditResult.Ok, At = clock.Now, Unit = added.Unit }), Ct)).IsOk);
        await ToldAsync();
    }

    private Person AnotherPerson(string number, string mobile) => samples.APerson("周示员", number, mobile, AssuranceLevel.RealName);

    private Proof ByPassword() => new(ProofMethod.MembershipPassword, clock.Now, inside.Id, samples.Unit.Id, null);

    private async Task DecideAsync(InstitutionVerb verb)
    {
        var seen = (await Institutions.FindAsync(samples.Institution.Id, Ct))!.Institution;
        Assert.IsType<InstitutionOutcome.Done>(await new DecideOnInstitution(Institutions, clock).HandleAsync(new OfficerDecision(seen.Id.ToString(), verb, seen.Version, "institution-desk", "wu.shi", "年检未过"), Ct));
    }

    private async Task<SessionId> BeginAsync(string name, Proof proof, params MembershipId[] contexts)
    {
        var (begun, _) = SessionHandle.Mint(clock.Now);
        await Sessions.BeginAsync(new SessionBegun(begun, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []) { Password = samples.HashOf(proof) }, Ct);
        names.Add(begun.Id.Value, name);
        handles.Add(begun.Id, begun);
        foreach (var context in contexts)
            await JoinAsync(begun.Id, context);
        return begun.Id;
    }

    private async Task ProveAsync(SessionId session, Proof proof)
    {
        var presented = handles[session];
        var renewed = SessionHandle.MintFor(session).Handle;
        Assert.True(await Sessions.JoinProofAsync(new ProofJoined(presented, renewed, proof, clock.Now, clock.Now.AddMinutes(30), []), Ct));
    }

    private async Task JoinAsync(SessionId session, MembershipId context) => Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync(
        Samples.List(new Change.Join(new OpenId.Ports.SessionId(session.Value), new ClientId("hall"), new ContextId(context.ToString()), $"{session.Value:N}{context}", new Uri("https://hall.example/backchannel"))), Ct));

    private async Task ToldAsync(params string[] expected)
    {
        var told = await store.NextSignalsAsync(cursor);
        cursor = told.Next;
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            told.Signals.Select(signal => string.Join(' ', new[]
            {
                signal.Type.Code, Name(signal.Session?.Value), Name(signal.Person?.Value), Name(signal.Membership?.Value), Name(signal.Unit?.Value), Name(signal.Institution?.Value), signal.Reason, signal.Initiator.ToString(),
            }.Where(part => part is not null))).Order(StringComparer.Ordinal));
    }

    private string? Name(Guid? id) => id is { } key ? names[key] : null;
}

public sealed class InstitutionSignalTestsOnSqlite() : InstitutionSignalTests(TestDatabase.Sqlite);

public sealed class InstitutionSignalTestsOnPostgreSql(PostgreSqlTests server) : InstitutionSignalTests(server);
