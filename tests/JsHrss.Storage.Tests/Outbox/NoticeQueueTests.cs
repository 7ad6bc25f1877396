using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;
using JsHrss.Storage.Tests.Databases;
using JsHrss.Storage.Tests.Governance;

namespace JsHrss.Storage.Tests.Outbox;

/// <summary>Notices stand in the outbox if and only if what they tell was done, to whom it concerns.</summary>
public abstract class NoticeQueueTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private GovernedUnit unit = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IOutbox Box => store.Get<IOutbox>();

    private string Sun => unit.Samples.Sun.Phone!.Value;

    private string Wang => unit.Samples.Wang.Phone!.Value;

    private string Lin => unit.Lin.Phone!.Value;

    private string Zhou => unit.Zhou.Phone!.Value;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        unit = await GovernedUnit.StartAsync(store, clock);
        store.Sms.IsConnected = true;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Spec", "R134")]
    [Trait("Spec", "R103")]
    public async Task Whoever_is_added_is_told_where_to_confirm_and_of_an_administrator_the_representative_hears()
    {
        await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        var (to, text) = Assert.Single(await TakenAsync());
        Assert.Equal(Sun, to);
        Assert.StartsWith("【江苏人社】示例科技有限公司已将您添加为经办人。请于", text, StringComparison.Ordinal);

        Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), Ct)).IsOk);
        Assert.Equal([Lin, Zhou], await ToAsync());
        await AddAsync(unit.Representative, UnitRole.UnitAdministrator, await unit.PlantAsync(unit.APerson("钱示管")));
        var added = await TakenAsync();
        Assert.Equal(2, added.Length);
        Assert.Contains("管理员有变动：添加钱*（待确认），操作人林*", added.Single(one => one.To == Lin).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_changed_is_told_to_the_member_and_of_administrators_to_the_representative()
    {
        Assert.True((await unit.Items.HandleAsync(unit.As(unit.Administrator), await unit.SeenAsync(unit.Agent.Id), ["SI-0102"], Ct)).IsOk);
        Assert.Contains("可经办1个事项", Assert.Single(await TakenAsync(Wang)).Text, StringComparison.Ordinal);
        Assert.True((await unit.Renewal.HandleAsync(unit.As(unit.Administrator), await unit.SeenAsync(unit.Agent.Id), MandatePeriod.Default, Ct)).IsOk);
        Assert.Contains("授权期限已改为", Assert.Single(await TakenAsync(Wang)).Text, StringComparison.Ordinal);

        Assert.True((await unit.Renewal.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), MandatePeriod.Default, Ct)).IsOk);
        Assert.Equal([Lin, Zhou], await ToAsync());
        Assert.True((await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), UnitRole.Agent, Ct)).IsOk);
        Assert.Equal([Lin, Zhou], await ToAsync());
        Assert.True((await unit.Roles.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Agent.Id), UnitRole.UnitAdministrator, Ct)).IsOk);
        Assert.Equal([Wang, Lin], await ToAsync());

        Assert.True((await unit.Leaving.HandleAsync(new MemberLeaving(unit.Samples.Wang.Id, clock.Now, JsHrss.Accounts.Audit.RequestOrigin.Unknown), unit.Agent.Id, (await unit.EntryAsync(unit.Agent.Id)).Version, Ct)).IsOk);
        var left = await TakenAsync();
        Assert.Contains("您已退出示例科技有限公司，不再是其管理员", left.Single(one => one.To == Wang).Text, StringComparison.Ordinal);
        Assert.Contains("王*退出，操作人王*", left.Single(one => one.To == Lin).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "R128")]
    public async Task A_replacement_tells_who_goes_who_comes_and_the_representative_once()
    {
        var next = await unit.PlantAsync(unit.APerson("钱示管"));
        Assert.True((await unit.Replacing.HandleAsync(unit.As(unit.Representative), await unit.SeenAsync(unit.Administrator.Id), GovernedUnit.Form(next), Ct)).IsOk);
        var told = await TakenAsync();
        Assert.Equal(3, told.Length);
        Assert.Contains("已更换管理员", told.Single(one => one.To == Zhou).Text, StringComparison.Ordinal);
        Assert.Contains("已将您添加为管理员", told.Single(one => one.To == next.Phone!.Value).Text, StringComparison.Ordinal);
        Assert.Contains("周*更换为钱*（待确认）", told.Single(one => one.To == Lin).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_or_lost_tells_nobody()
    {
        var taken = await unit.SeenAsync(unit.Agent.Id);
        Assert.True((await unit.Items.HandleAsync(unit.As(unit.Administrator), taken, [], Ct)).IsOk);
        await TakenAsync();
        Assert.Equal(GovernanceErrors.Changed, (await unit.Ending.HandleAsync(unit.As(unit.Administrator), taken, Ct)).Code);
        Assert.Equal(GovernanceErrors.HasRole, (await unit.AddAsync(unit.Administrator, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Wang))).Code);
        Assert.Equal(GovernanceErrors.AdministratorExists, (await unit.AddAsync(unit.Representative, UnitRole.UnitAdministrator, GovernedUnit.Form(unit.Samples.Sun))).Code);

        // Ended and then not added: both are taken back, and what was queued with them.
        var goes = await store.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                var queued = store.Get<NoticeQueue>().Queue(write, [Invitation(unit.Samples.Sun.Id)], store.Get<AuditWriter>().Origin(), clock.Now);
                return write.Undo(queued.Any);
            },
            Ct);
        Assert.True(goes);
        Assert.Empty(await TakenAsync());
        Assert.Equal(0, store.Count("outbox where done_at is null"));
    }

    [Fact]
    public async Task Where_no_gateway_is_connected_nothing_is_queued()
    {
        store.Sms.IsConnected = false;
        await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        Assert.Equal(0, store.Count("outbox"));
        Assert.Equal(0, store.Count("counter where kind like 'sms%'"));
    }

    [Fact]
    [Trait("Case", "PI-01")]
    public async Task Neither_number_nor_text_stands_in_clear_and_what_is_over_holds_neither()
    {
        await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        var row = store.Query("select kind, target, dedupe, payload from outbox")[0];
        Assert.Equal("sms", row[0]);
        Assert.DoesNotContain(Sun, $"{row[1]} {row[2]}", StringComparison.Ordinal);
        // Nor what people are looked up by: it would name the person whose number it is.
        Assert.NotEqual(Convert.ToHexStringLower(store.Get<LookupIndex>().Of(LookupKinds.Mobile, Sun)), row[1]);
        var payload = (byte[])row[3]!;
        Assert.Equal(-1, payload.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Sun)));
        Assert.Equal(-1, payload.AsSpan().IndexOf("江苏"u8));
        Assert.Single(await TakenAsync());
        Assert.Equal(1, store.Count("outbox where payload is null and result = 'delivered'"));
    }

    [Fact]
    public async Task A_message_is_taken_by_those_of_its_kind_alone_and_wakes_them_alone()
    {
        var others = Box.WaitAsync(LogoutNotice.Kind, TimeSpan.FromMilliseconds(300), Ct).AsTask();
        var own = Box.WaitAsync(ShortMessage.OutboxKind, TimeSpan.FromMinutes(5), Ct).AsTask();
        await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        await own.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Empty(await Box.TakeAsync(LogoutNotice.Kind, 10, TimeSpan.FromSeconds(30), Ct));
        Assert.Single(await TakenAsync());
        await others;
    }

    [Fact]
    [Trait("Spec", "R143")]
    public async Task An_invitation_that_never_went_is_withdrawn_and_one_that_was_tried_goes_no_more_but_its_end_is_told()
    {
        await EndAsync(await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun));
        Assert.Empty(await TakenAsync());
        Assert.Equal(1, store.Count("outbox where result = 'withdrawn' and payload is null"));

        var again = await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        var tried = Assert.Single(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Ct));
        await Box.PostponeAsync(tried.Id, clock.Now.AddMinutes(1), Ct);
        await EndAsync(again);
        Assert.Contains("已取消您的经办人身份", Assert.Single(await TakenAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Spec", "R143")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_invitation_that_ends_with_its_institution_or_by_time_is_withdrawn_and_nobody_is_told_of_the_end(bool isTried)
    {
        var inside = unit.Place with { Institution = unit.Samples.Institution.Id };
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun), inside)).IsOk);
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun))).IsOk);
        if (isTried)
        {
            foreach (var tried in await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Ct))
                await Box.PostponeAsync(tried.Id, clock.Now.AddMinutes(1), Ct);
        }

        var ended = await new DecideOnInstitution(store.Get<IInstitutionStore>(), clock).HandleAsync(
            new OfficerDecision(unit.Samples.Institution.Id.ToString(), InstitutionVerb.End, unit.Samples.Institution.Version, "institution-desk", "wu.shi", "撤销"), Ct);
        Assert.IsType<InstitutionOutcome.Done>(ended);
        Assert.Equal((1, 1), (store.Count("outbox where kind = 'sms' and result = 'withdrawn' and payload is null"), store.Count("outbox where kind = 'sms' and done_at is null")));

        // The next who is added ends the overdue one of the unit.
        store.Query("update membership set created_at = 1 where status = 1");
        Assert.True((await unit.AddAsync(unit.Representative, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun))).IsOk);
        Assert.Equal((2, 1), (store.Count("outbox where kind = 'sms' and result = 'withdrawn' and payload is null"), store.Count("outbox where kind = 'sms' and done_at is null")));
    }

    [Fact]
    [Trait("Spec", "R143")]
    public async Task What_was_given_back_unasked_keeps_its_place_and_can_be_withdrawn_and_without_a_gateway_only_the_old_is_taken()
    {
        var invited = await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await QueueAsync(store, Invitation(unit.Samples.Sun.Id));
        var first = Assert.Single(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Ct));
        await Box.ReleaseAsync(first.Id, Ct);
        var again = Assert.Single(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Ct));
        Assert.Equal((first.Id, 0), (again.Id, again.Attempts));
        await Box.ReleaseAsync(again.Id, Ct);
        await EndAsync(invited);
        Assert.Equal(1, store.Count("outbox where result = 'withdrawn' and payload is null"));

        Assert.Empty(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Notice.SentWithin, Ct));
        clock.Advance(Notice.SentWithin);
        Assert.NotEqual(first.Id, Assert.Single(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Notice.SentWithin, Ct)).Id);
    }

    [Fact]
    [Trait("Spec", "R143")]
    public async Task An_invitation_that_is_being_sent_keeps_its_lease_when_its_membership_ends_and_is_not_sent_again()
    {
        // Delivered in the end: it says so, and nothing overtook it.
        var sent = await EndWhileSentAsync();
        await Box.FinishAsync(sent, "delivered", [], Ct);
        Assert.Equal(1, store.Count("outbox where result = 'delivered' and payload is null"));
        Assert.Contains("已取消您的经办人身份", Assert.Single(await TakenAsync()).Text, StringComparison.Ordinal);

        // Not delivered: it does not go again.
        var postponed = await EndWhileSentAsync();
        await Box.PostponeAsync(postponed, clock.Now.AddMinutes(1), Ct);
        Assert.Equal(1, store.Count("outbox where result = 'withdrawn' and payload is null and done_at is not null"));
        Assert.Contains("已取消您的经办人身份", Assert.Single(await TakenAsync()).Text, StringComparison.Ordinal);

        // Whoever had it died: it does not go again either.
        await EndWhileSentAsync();
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Empty(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Ct));
        Assert.Equal(2, store.Count("outbox where result = 'withdrawn' and payload is null and done_at is not null"));
        Assert.Contains("已取消您的经办人身份", Assert.Single(await TakenAsync()).Text, StringComparison.Ordinal);
    }

    private async Task<Guid> EndWhileSentAsync()
    {
        var invited = await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        var sent = Assert.Single(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Ct));
        await EndAsync(invited);
        Assert.Empty(await Box.TakeAsync(ShortMessage.OutboxKind, 10, TimeSpan.FromSeconds(30), Ct));
        return sent.Id;
    }

    [Fact]
    [Trait("Spec", "R46")]
    [Trait("Case", "FT-16")]
    public async Task Ten_of_a_sort_go_to_one_number_on_one_day_on_all_nodes_together()
    {
        await using var beside = await store.BesideAsync(clock);
        beside.Sms.IsConnected = true;
        // A file of SQLite has one writer.
        TestStore Node(int n) => n % 2 == 0 || on == TestDatabase.Sqlite ? store : beside;
        var queued = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => Task.Run(async () => await QueueAsync(Node(n), Invitation(unit.Samples.Sun.Id)), Ct)));
        Assert.Equal((10, 20), (queued.Count(one => one.Any), queued.Sum(one => one.TooMany.Length)));
        Assert.Equal(10, store.Count("outbox"));

        // Whatever a unit does to somebody counts together; what warns of a takeover counts by itself, and another person's messages do.
        Assert.Single((await QueueAsync(store, Invitation(unit.Samples.Sun.Id) with { Kind = NoticeKind.ItemsChanged })).TooMany);
        Assert.True((await QueueAsync(store, Invitation(unit.Samples.Sun.Id) with { Kind = NoticeKind.AdministratorMoved })).Any);
        Assert.True((await QueueAsync(store, Invitation(unit.Samples.Wang.Id))).Any);
        // The membership is made all the same.
        Assert.True((await unit.AddAsync(unit.Administrator, UnitRole.Agent, GovernedUnit.Form(unit.Samples.Sun))).IsOk);
        Assert.Equal(12, store.Count("outbox"));
        Assert.Equal(22, store.Count("audit_fact where code = 'notice.undelivered' and outcome = 'refused' and reason = 'too_many' and subject is not null and unit is not null and membership is not null"));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await QueueAsync(store, Invitation(unit.Samples.Sun.Id))).Any);
    }

    [Fact]
    [Trait("Spec", "R46")]
    public async Task A_unit_that_uses_up_its_ten_silences_no_other_and_thirty_is_the_most()
    {
        async Task<int> SendAsync(UnitId from, int tries)
        {
            var sent = 0;
            for (var n = 0; n < tries; n++)
                sent += (await QueueAsync(store, Invitation(unit.Samples.Sun.Id) with { Unit = from })).Any ? 1 : 0;
            return sent;
        }

        // What is refused to one unit uses up nothing of the others'.
        Assert.Equal(10, await SendAsync(UnitId.New(clock.Now), 35));
        await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun);
        Assert.Equal(11, store.Count("outbox"));
        Assert.Equal(10, await SendAsync(UnitId.New(clock.Now), 11));
        Assert.Equal(9, await SendAsync(UnitId.New(clock.Now), 11));
        Assert.Equal(0, await SendAsync(unit.Samples.Unit.Id, 1));
        Assert.True((await QueueAsync(store, Invitation(unit.Samples.Sun.Id) with { Kind = NoticeKind.AdministratorMoved })).Any);
    }

    [Fact]
    [Trait("Spec", "R46")]
    public async Task What_was_withdrawn_is_not_counted()
    {
        for (var n = 0; n < 9; n++)
            Assert.True((await QueueAsync(store, Invitation(unit.Samples.Sun.Id))).Any);
        for (var n = 0; n < 3; n++)
            await EndAsync(await AddAsync(unit.Administrator, UnitRole.Agent, unit.Samples.Sun));
        Assert.Equal(3, store.Count("outbox where result = 'withdrawn'"));
        Assert.Equal(2, store.Count("counter where kind like 'sms.%' and n = 9"));
        Assert.True((await QueueAsync(store, Invitation(unit.Samples.Sun.Id))).Any);
        Assert.Single((await QueueAsync(store, Invitation(unit.Samples.Sun.Id))).TooMany);
    }

    [Fact]
    public async Task The_same_is_told_once_and_only_to_whom_it_concerns_still()
    {
        var notice = Invitation(unit.Samples.Sun.Id);
        await QueueAsync(store, notice);
        await QueueAsync(store, notice);
        Assert.Equal(1, store.Count("outbox"));

        NoticeRecipient[] nobody =
        [
            new NoticeRecipient.Person(PersonId.New()),
            new NoticeRecipient.Member(unit.Samples.Unit.Id, unit.Samples.Sun.Id),
            new NoticeRecipient.Member(unit.OtherUnit.Id, unit.Samples.Wang.Id),
            new NoticeRecipient.Representative(UnitId.New(clock.Now)),
        ];
        foreach (var one in nobody)
            Assert.False((await QueueAsync(store, notice with { To = one, Version = 2 })).Any);
        Assert.True((await QueueAsync(store, notice with { To = new NoticeRecipient.Member(unit.Samples.Unit.Id, unit.Samples.Wang.Id) })).Any);
        store.Query("update membership set suspended_at = 1 where role = 1");
        Assert.False((await QueueAsync(store, notice with { To = new NoticeRecipient.Representative(unit.Samples.Unit.Id) })).Any);
        store.Tamper("update person set mobile_sealed = null");
        Assert.False((await QueueAsync(store, notice with { Version = 3 })).Any);
    }

    private Notice Invitation(PersonId person) => new(NoticeKind.Invited, new NoticeRecipient.Person(person), unit.Samples.Unit.Id, MembershipId.New(clock.Now), 1, "【江苏人社】示例");

    private async Task<NoticesQueued> QueueAsync(TestStore node, Notice notice)
    {
        var queue = node.Get<NoticeQueue>();
        var queued = await node.Get<IHallDatabase>().WriteAsync(write => queue.Queue(write, [notice], node.Get<AuditWriter>().Origin(), clock.Now), Ct);
        queue.Tell(queued);
        return queued;
    }

    private async Task<MembershipId> AddAsync(UnitMember by, UnitRole role, Person person)
    {
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var added = await unit.AddAsync(by, role, GovernedUnit.Form(person));
        Assert.Null(added.Code);
        return added.Value.Membership;
    }

    private async Task EndAsync(MembershipId member) => Assert.True((await unit.Ending.HandleAsync(unit.As(unit.Administrator), await unit.SeenAsync(member), Ct)).IsOk);

    /// <summary>What waits, to whom; then it is over.</summary>
    private async Task<ImmutableArray<(string To, string Text)>> TakenAsync(string? to = null)
    {
        var taken = ImmutableArray.CreateBuilder<(string, string)>();
        while (await Box.TakeAsync(ShortMessage.OutboxKind, 20, TimeSpan.FromSeconds(30), Ct) is { IsEmpty: false } messages)
        {
            foreach (var message in messages)
            {
                var sms = ShortMessage.From(message.Payload.Span)!;
                if (to is not null)
                    Assert.Equal(to, sms.To.Value);
                taken.Add((sms.To.Value, sms.Text));
                await Box.FinishAsync(message.Id, "delivered", [], Ct);
            }
        }

        return taken.ToImmutable();
    }

    private async Task<string[]> ToAsync() => [.. (await TakenAsync()).Select(one => one.To).Order(StringComparer.Ordinal)];
}

public sealed class NoticeQueueTestsOnSqlite() : NoticeQueueTests(TestDatabase.Sqlite);

public sealed class NoticeQueueTestsOnPostgreSql(PostgreSqlTests server) : NoticeQueueTests(server);
