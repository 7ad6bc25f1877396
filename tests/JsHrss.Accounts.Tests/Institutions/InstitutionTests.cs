using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Institutions;

/// <summary>Who applies, what may be written, and where an institution can go from where it stands.</summary>
[Trait("Spec", "R151")]
public sealed class InstitutionTests
{
    private const string Name = "示例第二见习基地";
    private const string Line = "人才流动服务";
    private const string Desk = "institution-desk";

    private readonly InMemoryInstitutions _store = new();
    private readonly HandMovedTime _clock = new();
    private readonly InMemoryUnits _units = new();
    private readonly UnitStanding _unit = Sample.LegalRepresentative();
    private readonly PersonId _person = PersonId.New();

    public InstitutionTests() => Add(_unit);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private UnitActor Zhang => new(_person, _unit, new RequestOrigin("192.0.2.1", 4711, null, "hall"));

    [Fact]
    public async Task An_application_waits_without_a_number_until_an_officer_approves_it()
    {
        var applied = Done(await ApplyAsync());
        Assert.Equal((InstitutionStatus.Applied, null, null, 1), (applied.Status, applied.Number, applied.Decision, applied.Version));
        Assert.Equal(new InstitutionApplicant(_person, _unit.Membership), applied.AppliedBy);
        var fact = Assert.Single(_store.Facts);
        Assert.Equal((FactCodes.InstitutionApplied, (PersonId?)_person, (UnitId?)_unit.Unit, (MembershipId?)_unit.Membership, "hall"), (fact.Code, fact.Actor, fact.Unit, fact.Membership, fact.Client));

        var approved = Done(await DecideAsync(applied, InstitutionVerb.Approve));
        Assert.Equal((InstitutionStatus.Active, "J0000008", 2), (approved.Status, approved.Number!.Value, approved.Version));
        Assert.Equal((Desk, "wu.shi", _clock.GetUtcNow(), null), (approved.Decision!.By.Client, approved.Decision.By.Account, approved.Decision.At, approved.Decision.Reason));
        fact = _store.Facts[^1];
        Assert.Equal((FactCodes.InstitutionApproved, null, Desk), (fact.Code, fact.Actor, fact.Client));
        Assert.Equal(("wu.shi", "J0000008", "Applied", "Active"), (fact.Detail["officer"], fact.Detail["number"], fact.Detail["before"], fact.Detail["after"]));
    }

    [Fact]
    public async Task What_is_not_in_the_table_of_states_cannot_be_done()
    {
        foreach (var step in InstitutionSteps.All)
        {
            foreach (var from in Enum.GetValues<InstitutionStatus>())
            {
                var one = Put(from);
                var outcome = step.Verb == InstitutionVerb.Withdraw ? await WithdrawAsync(one) : await DecideAsync(one, step.Verb, reason: "材料不全");
                if (step.From.Contains(from))
                    Assert.Equal((step.To, one.Version + 1), (Done(outcome).Status, Done(outcome).Version));
                else
                    Assert.Equal((InstitutionErrors.WrongState, from), Assert.IsType<InstitutionOutcome.Refused>(outcome) is var no ? (no.Reason, no.Now!.Status) : default);
            }
        }

        // Six verbs over six states: seven ways lead on.
        Assert.Equal(7, _store.Facts.Count);
    }

    [Theory]
    [InlineData(UnitRole.LegalRepresentative, false, true)]
    [InlineData(UnitRole.UnitAdministrator, false, true)]
    [InlineData(UnitRole.Agent, false, false)]
    [InlineData(UnitRole.LegalRepresentative, true, false)]
    [InlineData(UnitRole.UnitAdministrator, true, false)]
    [InlineData(UnitRole.Agent, true, false)]
    public async Task The_legal_representative_and_the_administrator_of_the_whole_unit_apply_see_and_withdraw(UnitRole role, bool isInInstitution, bool may)
    {
        var standing = Sample.LegalRepresentative() with { Role = role };
        var actor = Zhang with { Unit = Add(isInInstitution ? Sample.InInstitution(standing) : standing) };
        var waiting = Put(InstitutionStatus.Applied, actor.Unit.Unit);

        Assert.Equal(may ? null : InstitutionErrors.NotPermitted, Reason(await ApplyAsync(actor: actor)));
        Assert.Equal(may ? null : InstitutionErrors.NotPermitted, Reason(await WithdrawAsync(waiting, actor)));
        Assert.Equal(may, await new ListInstitutions(_store, _clock).OfUnitAsync(actor, null, 10, Ct) is not null);
        _store.Seats.Add(new InstitutionSeats(waiting.Id, UnitRole.Agent, 3));
        Assert.Equal(may ? 3 : null, (await new ListInstitutions(_store, _clock).WithMembersAsync(actor, null, 10, Ct))?.All.Single(one => one.Institution.Id == waiting.Id).Agents);
        Assert.Equal(may ? null : InstitutionErrors.NotPermitted, (await new ListInstitutions(_store, _clock).FindAsync(actor, waiting.Id.ToString(), Ct)).Code);
        Assert.Equal(may, UnitActor.Keeps(actor.Unit));
        Assert.Equal(GovernanceErrors.Forbidden, InstitutionErrors.NotPermitted);
    }

    [Fact]
    [Trait("Case", "UN-12")]
    public async Task Another_units_institution_does_not_exist()
    {
        var theirs = Put(InstitutionStatus.Applied, Add(Sample.LegalRepresentative(2)).Unit);
        Assert.Equal(InstitutionErrors.Unknown, Reason(await WithdrawAsync(theirs)));
        foreach (var id in new[] { null, "", "i_x", InstitutionId.New(_clock.GetUtcNow()).ToString(), _unit.Unit.ToString() })
        {
            Assert.Equal(InstitutionErrors.Unknown, Reason(await new WithdrawApplication(_store, _clock).HandleAsync(new ApplicationWithdrawal(id, 1, Zhang), Ct)));
            Assert.Equal(InstitutionErrors.Unknown, Reason(await new DecideOnInstitution(_store, _clock).HandleAsync(new OfficerDecision(id, InstitutionVerb.Approve, 1, Desk, "wu.shi", null), Ct)));
        }

        Assert.Empty((await new ListInstitutions(_store, _clock).OfUnitAsync(Zhang, null, 10, Ct))!.All);
        foreach (var id in new[] { null, "", "i_x", theirs.Id.ToString(), _unit.Unit.ToString() })
            Assert.Equal(InstitutionErrors.Unknown, (await new ListInstitutions(_store, _clock).FindAsync(Zhang, id, Ct)).Code);
        Assert.Empty(_store.Facts);
    }

    [Theory]
    [InlineData(null, InstitutionErrors.NameMissing)]
    [InlineData("   ", InstitutionErrors.NameMissing)]
    [InlineData("基", InstitutionErrors.NameUnfit)]
    [InlineData("<b>基地</b>", InstitutionErrors.NameUnfit)]
    [InlineData("基地\n二", InstitutionErrors.NameUnfit)]
    [InlineData("基地\u202e二", InstitutionErrors.NameUnfit)]
    [InlineData("基地\u200b", InstitutionErrors.NameUnfit)]
    [InlineData("基地  二", InstitutionErrors.NameUnfit)]
    [InlineData("基地\ud800", InstitutionErrors.NameUnfit)]
    [InlineData("基地;drop table", InstitutionErrors.NameUnfit)]
    [InlineData("示例（南京）见习基地·二号", null)]
    [InlineData("  𠮷林 Base-2 ", null)]
    public async Task A_name_is_letters_digits_and_the_marks_of_names(string? name, string? refusal)
    {
        Assert.Equal(refusal, Reason(await ApplyAsync(name)));
        var line = Reason(await ApplyAsync(Name, name));
        Assert.Equal(refusal?.Replace("name", "business_line", StringComparison.Ordinal), line);
    }

    [Fact]
    public void Lengths_are_counted_in_characters_and_bounded()
    {
        Assert.True(InstitutionText.Name(string.Concat(Enumerable.Repeat("𠮷", 50))).IsOk);
        Assert.Equal(InstitutionErrors.NameUnfit, InstitutionText.Name(string.Concat(Enumerable.Repeat("𠮷", 51))).Code);
        Assert.Equal(InstitutionErrors.BusinessLineUnfit, InstitutionText.BusinessLine(new string('业', 31)).Code);
        Assert.Equal(InstitutionErrors.ReasonUnfit, InstitutionText.Reason(new string('因', 201)).Code);
        Assert.Equal(InstitutionErrors.NameUnfit, InstitutionText.Name(new string('x', 1_000_000)).Code);
        Assert.Equal("材料不全：缺少授权委托书, please add <it>.", InstitutionText.Reason(" 材料不全：缺少授权委托书, please add <it>. ").Value);
        Assert.Equal(InstitutionErrors.ReasonUnfit, InstitutionText.Reason("好\r\n的").Code);
    }

    [Fact]
    public async Task A_decision_names_its_officer_and_one_against_the_unit_its_reason()
    {
        var waiting = Put(InstitutionStatus.Applied);
        Assert.Equal(InstitutionErrors.OfficerMissing, Reason(await DecideAsync(waiting, InstitutionVerb.Approve, officer: null)));
        foreach (var unfit in new[] { "吴示审", "a b", "x@y", new string('x', 65), "a\n" })
            Assert.Equal(InstitutionErrors.OfficerUnfit, Reason(await DecideAsync(waiting, InstitutionVerb.Approve, officer: unfit)));
        foreach (var verb in new[] { InstitutionVerb.Refuse, InstitutionVerb.Suspend, InstitutionVerb.End })
            Assert.Equal(InstitutionErrors.ReasonMissing, Reason(await DecideAsync(waiting, verb)));
        Assert.Equal(InstitutionErrors.ReasonUnfit, Reason(await DecideAsync(waiting, InstitutionVerb.Approve, reason: "\u202e")));
        await Assert.ThrowsAsync<ArgumentException>(async () => await DecideAsync(waiting, InstitutionVerb.Withdraw));
        Assert.Equal("材料不全", Done(await DecideAsync(waiting, InstitutionVerb.Refuse, reason: "材料不全")).Decision!.Reason);
        Assert.Equal("材料不全", Assert.Single(_store.Facts).Detail["because"]);
    }

    [Fact]
    public async Task A_step_is_over_what_was_seen_and_says_what_there_is_now()
    {
        var waiting = Put(InstitutionStatus.Applied);
        var stale = Assert.IsType<InstitutionOutcome.Refused>(await DecideAsync(waiting with { Version = 7 }, InstitutionVerb.Approve));
        Assert.Equal((InstitutionErrors.Changed, 1), (stale.Reason, stale.Now!.Version));

        // The unit withdraws between the look and the change.
        _store.Meanwhile = () => _store.All[waiting.Id] = waiting with { Status = InstitutionStatus.Withdrawn, Version = 2 };
        var overtaken = Assert.IsType<InstitutionOutcome.Refused>(await DecideAsync(waiting, InstitutionVerb.Approve));
        Assert.Equal((InstitutionErrors.Changed, InstitutionStatus.Withdrawn), (overtaken.Reason, overtaken.Now!.Status));
        Assert.Empty(_store.Facts);
    }

    [Fact]
    public async Task A_unit_that_rests_gets_no_institution_and_loses_one_all_the_same()
    {
        _store.Units[_unit.Unit] = _store.Units[_unit.Unit] with { Status = UnitStatus.Suspended };
        Assert.Equal(InstitutionErrors.UnitInactive, Reason(await DecideAsync(Put(InstitutionStatus.Applied), InstitutionVerb.Approve)));
        Assert.Equal(InstitutionErrors.UnitInactive, Reason(await DecideAsync(Put(InstitutionStatus.Suspended), InstitutionVerb.Resume)));
        Assert.Equal(InstitutionErrors.UnitInactive, Reason(await CreateAsync(_unit.Unit.ToString())));
        Assert.Null(Reason(await DecideAsync(Put(InstitutionStatus.Applied), InstitutionVerb.Refuse, reason: "材料不全")));
        Assert.Null(Reason(await DecideAsync(Put(InstitutionStatus.Active), InstitutionVerb.End, reason: "单位注销")));

        // Suspended between the look and the change.
        _store.Units[_unit.Unit] = _store.Units[_unit.Unit] with { Status = UnitStatus.Active };
        _store.Meanwhile = () => _store.Units[_unit.Unit] = _store.Units[_unit.Unit] with { Status = UnitStatus.Suspended };
        Assert.Equal(InstitutionErrors.UnitInactive, Reason(await DecideAsync(Put(InstitutionStatus.Applied), InstitutionVerb.Approve)));
    }

    [Fact]
    [Trait("Case", "UN-19")]
    public async Task An_officer_opens_one_for_a_unit_by_its_id_code_or_number_and_never_by_an_institutions()
    {
        foreach (var unit in new[] { _unit.Unit.ToString(), _unit.CreditCode!.Value, _unit.UnitNumber.Value })
        {
            var created = Done(await CreateAsync(unit, "就业见习"));
            Assert.Equal((InstitutionStatus.Active, null, "就业见习"), (created.Status, created.AppliedBy, created.Decision!.Reason));
            Assert.NotNull(created.Number);
        }

        Assert.All(_store.Facts, fact => Assert.Equal((FactCodes.InstitutionCreated, null, Desk, "wu.shi"), (fact.Code, fact.Actor, fact.Client, fact.Detail["officer"])));
        _units.All.Add(_store.Units[_unit.Unit] with { Number = UnitNumber.Read("J0000007").Value });
        foreach (var unit in new[] { null, "", "J0000009", "u_x", UnitId.New(_clock.GetUtcNow()).ToString(), "13159999" })
            Assert.Equal(InstitutionErrors.UnitUnknown, Reason(await CreateAsync(unit)));
        Assert.Equal(InstitutionErrors.OfficerMissing, Reason(await new CreateInstitution(_store, _units, _clock).HandleAsync(new InstitutionCreation("x", Name, Line, Desk, "", null), Ct)));
        _store.Refuses = InstitutionErrors.NameTaken;
        Assert.Equal(InstitutionErrors.NameTaken, Reason(await CreateAsync(_unit.Unit.ToString())));
        Assert.Equal(InstitutionErrors.NameTaken, Reason(await ApplyAsync()));
    }

    [Fact]
    public async Task A_list_goes_on_where_the_part_before_ended()
    {
        for (var n = 0; n < 5; n++)
        {
            Put(InstitutionStatus.Applied);
            _clock.Pass(TimeSpan.FromSeconds(1));
        }

        var list = new ListInstitutions(_store, _clock);
        var first = (await list.OfUnitAsync(Zhang, null, 3, Ct))!;
        var second = (await list.OfUnitAsync(Zhang, first.Next, 3, Ct))!;
        Assert.Equal((3, 2, null), (first.All.Length, second.All.Length, second.Next));
        Assert.Equal(5, first.All.Concat(second.All).Distinct().Count());
        Assert.Null((await list.OfUnitAsync(Zhang, null, 5, Ct))!.Next);
        Assert.Equal(2, (await list.InStateAsync(InstitutionStatus.Applied, first.Next, 100, Ct)).All.Length);
        foreach (var most in new[] { 0, 101 })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await list.InStateAsync(InstitutionStatus.Applied, null, most, Ct));
    }

    [Theory]
    [InlineData("J0000007", 7)]
    [InlineData("J9999999", 9_999_999)]
    [InlineData("J00000A7", null)]
    [InlineData("J000007", null)]
    [InlineData("K0000007", null)]
    [InlineData("13150819", null)]
    public void A_number_of_ours_tells_its_serial(string number, int? serial)
    {
        var read = InstitutionNumber.Read(number).Value;
        Assert.Equal(serial, read.Serial);
        if (serial is { } ours)
            Assert.Equal(read, InstitutionNumber.OfSerial(ours));
    }

    private static Institution Done(InstitutionOutcome outcome) => Assert.IsType<InstitutionOutcome.Done>(outcome).Institution;

    private static string? Reason(InstitutionOutcome outcome) => (outcome as InstitutionOutcome.Refused)?.Reason;

    private async Task<InstitutionOutcome> ApplyAsync(string? name = Name, string? line = Line, UnitActor? actor = null) =>
        await new ApplyForInstitution(_store, _clock).HandleAsync(new InstitutionApplication(name, line, actor ?? Zhang), Ct);

    private async Task<InstitutionOutcome> WithdrawAsync(Institution one, UnitActor? actor = null) =>
        await new WithdrawApplication(_store, _clock).HandleAsync(new ApplicationWithdrawal(one.Id.ToString(), one.Version, actor ?? Zhang), Ct);

    private async Task<InstitutionOutcome> DecideAsync(Institution one, InstitutionVerb verb, string? officer = "wu.shi", string? reason = null) =>
        await new DecideOnInstitution(_store, _clock).HandleAsync(new OfficerDecision(one.Id.ToString(), verb, one.Version, Desk, officer, reason), Ct);

    private async Task<InstitutionOutcome> CreateAsync(string? unit, string? reason = null) =>
        await new CreateInstitution(_store, _units, _clock).HandleAsync(new InstitutionCreation(unit, Name, Line, Desk, "wu.shi", reason), Ct);

    private Institution Put(InstitutionStatus status, UnitId? unit = null)
    {
        var one = new Institution { Id = InstitutionId.New(_clock.GetUtcNow()), Unit = unit ?? _unit.Unit, Name = Name, BusinessLine = Line, Status = status, CreatedAt = _clock.GetUtcNow() };
        if (status is InstitutionStatus.Active or InstitutionStatus.Suspended or InstitutionStatus.Ended)
            one = one with { Number = InstitutionNumber.OfSerial(_store.All.Count + 100) };
        return _store.All[one.Id] = one;
    }

    private UnitStanding Add(UnitStanding standing)
    {
        var unit = new Unit { Id = standing.Unit, CreditCode = standing.CreditCode, Number = standing.UnitNumber, Name = standing.UnitName, Type = standing.UnitType, CreatedAt = _clock.GetUtcNow() };
        _units.All.Add(_store.Units[unit.Id] = unit);
        return standing;
    }

    private sealed class InMemoryUnits : IUnitStore
    {
        public List<Unit> All { get; } = [];

        public ValueTask<System.Collections.Immutable.ImmutableArray<Unit>> FindAsync(UnitCode code, CancellationToken ct) =>
            ValueTask.FromResult<System.Collections.Immutable.ImmutableArray<Unit>>([.. All.Where(unit => code.KindOf(unit.CreditCode, unit.Number, null) is not null)]);

        public ValueTask<MembershipsOfPerson?> MembershipsAsync(PersonId person, CancellationToken ct) => throw new NotSupportedException();
    }
}
